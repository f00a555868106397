// Make dockwright.vsix: the server unpacked and seen to answer, the extension bundled, all packed.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPython, bundle, fail } from "./bundle.mjs";

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

/** Start the unpacked server the way the extension does, and see it answer. */
function check(python) {
  const messages = [
    { id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } },
    { method: "initialized", params: {} },
    { id: 2, method: "shutdown" },
    { method: "exit" },
  ];
  const input = messages
    .map((message) => JSON.stringify({ jsonrpc: "2.0", ...message }))
    .map((body) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    .join("");
  // -B: what is packed shall not hold this machine's bytecode.
  const answer = spawnSync(python, ["-I", "-S", "-B", "python/run_server.py", "lsp"], {
    input,
    encoding: "utf8",
    timeout: 60_000,
  });
  if (answer.status !== 0 || !answer.stdout.includes('"capabilities"')) {
    fail(`the bundled server does not answer (${answer.signal ?? `code ${answer.status}`}):\n${answer.stderr}`);
  }
}

function run(script, ...arguments_) {
  if (spawnSync(process.execPath, [script, ...arguments_], { stdio: "inherit" }).status !== 0) {
    fail(`${script} failed`);
  }
}

const python = buildPython();
bundle(python);
check(python);
run("esbuild.mjs", "--production");
run(
  "node_modules/@vscode/vsce/vsce",
  "package",
  "--no-dependencies",
  "--allow-missing-repository",
  "--no-rewrite-relative-links",
  "--out",
  "dockwright.vsix",
);
console.log(`dockwright.vsix: ${(statSync("dockwright.vsix").size / 1024).toFixed(0)} KB`);
