// Unpack dockwright.vsix, see its server answer the way the extension starts it, and say what it weighs and how long
// it takes. `npm run package` first; the variable PYTHON names the Python, as there.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildPython, fail } from "./bundle.mjs";
import { talk } from "./talk.mjs";

const TEXT = "from node:latest\nworkdir /app\ncopy . .\nrun npm ci\n";
// Has whatever the bundle asks of VS Code while it is loaded.
const STUB = `module.exports = new Proxy(class {}, {
  get: (it, name) => (name === Symbol.toPrimitive ? () => 0 : name in it ? it[name] : module.exports),
});`;
const PATIENCE_IN_MS = 60_000;

/** Unpack `vsix`, call `task` with the folder of the extension in it, and clean up. */
export async function unpacked(vsix, python, task) {
  const folder = mkdtempSync(join(tmpdir(), "dockwright-"));
  try {
    if (spawnSync(python, ["-m", "zipfile", "-e", vsix, folder], { stdio: "inherit" }).status !== 0) {
      fail(`${vsix} cannot be unpacked`);
    }
    return await task(join(folder, "extension"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Start the server in `extension` and ask what an editor asks: how long it took in ms; fails where one is wrong. */
export async function check(extension, program, words) {
  const began = performance.now();
  const server = talk(program, words, { cwd: tmpdir() });
  const watchdog = setTimeout(() => server.kill(), PATIENCE_IN_MS);
  try {
    const { serverInfo } = await server.ask("initialize", { processId: null, rootUri: null, capabilities: {} });
    const initialized = performance.now() - began;
    server.tell("initialized", {});
    const document = { uri: "untitled:Dockerfile" };
    server.tell("textDocument/didOpen", {
      textDocument: { ...document, languageId: "dockerfile", version: 1, text: TEXT },
    });
    const { diagnostics } = await server.hear("textDocument/publishDiagnostics");
    const found = performance.now() - began;
    const edits = await server.ask("textDocument/formatting", {
      textDocument: document,
      options: { tabSize: 4, insertSpaces: true },
    });
    const completions = await server.ask("textDocument/completion", {
      textDocument: document,
      position: { line: 4, character: 0 },
    });
    const page = await server.ask("workspace/executeCommand", {
      command: "dockwright.explainRule",
      arguments: ["latest-tag"],
    });
    const labels = (completions.items ?? completions).map((it) => it.label);
    expect(serverInfo.version === JSON.parse(readFileSync(join(extension, "package.json"), "utf8")).version, "version");
    expect(
      diagnostics.some((it) => it.code === "latest-tag"),
      "diagnostics",
    );
    expect(edits.length > 0, "formatting");
    expect(labels.includes("healthcheck"), "completion");
    expect(page.startsWith("# latest-tag"), "rule page");
    expect((await server.end()) === 0, "exit");
    return { initialized, found };
  } catch (error) {
    server.kill();
    fail(`the bundled server does not do what it should: ${error.message}`);
  } finally {
    clearTimeout(watchdog);
  }
}

function expect(holds, what) {
  if (!holds) {
    throw new Error(what);
  }
}

/** Do the same in each of the ways in which the extension starts its server. */
export function checkPython(extension, python) {
  return check(extension, python, ["-I", "-S", join(extension, "python", "run_server.py"), "lsp"]);
}

export function checkPyodide(extension) {
  const words = [join(extension, "dist", "pyodide-process.mjs"), join(extension, "bundled", "pyodide") + sep];
  return check(extension, process.execPath, words);
}

async function measure() {
  const python = buildPython();
  await unpacked("dockwright.vsix", python, async (extension) => {
    const sizes = [
      ["dockwright.vsix", statSync("dockwright.vsix").size],
      ...readdirSync(extension).map((name) => [`  ${name}`, weight(join(extension, name))]),
      ["dist, compressed", gzipSync(readFileSync(join(extension, "dist", "extension.js"))).length],
      ["package.json, compressed", gzipSync(readFileSync(join(extension, "package.json"))).length],
    ];
    for (const [name, bytes] of sizes) {
      console.log(`${name.padEnd(36)}${(bytes / 1024).toFixed(0).padStart(8)} KB`);
    }
    // The first start compiles what it imports; the later ones find that done.
    const [first, ...later] = await times(8, () => checkPython(extension, python));
    const without = await times(5, () => checkPyodide(extension));
    const stub = join(extension, "vscode.cjs");
    writeFileSync(stub, STUB);
    const loads = await times(7, () => loadTime(join(extension, "dist", "extension.js"), stub));
    for (const [name, ms] of [
      ["extension loaded", median(loads)],
      ["server, first start: initialized", first.initialized],
      ["server, first start: diagnostics", first.found],
      ["server, later: initialized", median(later.map((it) => it.initialized))],
      ["server, later: diagnostics", median(later.map((it) => it.found))],
      ["without Python: initialized", median(without.map((it) => it.initialized))],
      ["without Python: diagnostics", median(without.map((it) => it.found))],
    ]) {
      console.log(`${name.padEnd(36)}${ms.toFixed(0).padStart(8)} ms`);
    }
  });
}

function weight(path) {
  return statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + weight(join(path, name)), 0)
    : statSync(path).size;
}

/** How long it takes to load `bundle`, in a node of its own, with a file in the place of VS Code. */
function loadTime(bundle, stub) {
  const script = `
    const Module = require("module"), load = Module._load;
    Module._load = (name, ...rest) => load(name === "vscode" ? ${JSON.stringify(stub)} : name, ...rest);
    const began = performance.now();
    require(${JSON.stringify(bundle)});
    console.log(performance.now() - began);`;
  return Number(spawnSync(process.execPath, ["-e", script]).stdout);
}

async function times(count, task) {
  const results = [];
  for (let run = 0; run < count; run++) {
    results.push(await task());
  }
  return results;
}

function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await measure();
}
