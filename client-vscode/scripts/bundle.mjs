// Unpack the server and everything it needs into bundled/libs, as it is packed into the extension; copy the snippets.
// Takes the Python of the variable PYTHON, else of ../.venv, else of the PATH. The packages are fetched by its pip, or
// where it has none by that of an environment made for the purpose.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundlePyodide } from "./pyodide.mjs";

const client = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(client);
const bundled = join(client, "bundled");

/** What is bundled into dist/ beside Pyodide, whose licence is that of pathspec. */
const PACKAGES = [
  "balanced-match",
  "brace-expansion",
  "minimatch",
  "vscode-jsonrpc",
  "vscode-languageclient",
  "vscode-languageserver-protocol",
  "vscode-languageserver-textdocument",
  "vscode-languageserver-types",
];

/** The Python to build with; exits where there is none. */
export function buildPython() {
  const own = [join(root, ".venv", "bin", "python"), join(root, ".venv", "Scripts", "python.exe")].filter((file) =>
    existsSync(file),
  );
  const names = process.env.PYTHON ? [process.env.PYTHON] : [...own, "python3", "python"];
  const check = "import sys, pip; sys.exit(sys.version_info < (3, 10))";
  const found = names.find((name) => spawnSync(name, ["-c", check], { stdio: "ignore" }).status === 0);
  return found ?? withPip(names);
}

/** An environment with pip, of a Python that has none; it is gone at the end. Exits where there is none either. */
function withPip(names) {
  const folder = mkdtempSync(join(tmpdir(), "dockwright-python-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const programs = [join(folder, "bin", "python"), join(folder, "Scripts", "python.exe")];
  const isNewEnough = "import sys; sys.exit(sys.version_info < (3, 10))";
  for (const name of names) {
    if (spawnSync(name, ["-c", isNewEnough], { stdio: "ignore" }).status === 0) {
      spawnSync(name, ["-m", "venv", folder], { stdio: "ignore" });
    }
    const made = programs.find((file) => spawnSync(file, ["-m", "pip", "--version"], { stdio: "ignore" }).status === 0);
    if (made !== undefined) {
      return made;
    }
  }
  return fail(
    `no Python 3.10 or later with pip or venv found (tried ${names.join(", ")}); name one in the variable PYTHON`,
  );
}

/** Make bundled/ and snippets/ anew. */
export function bundle(python) {
  rmSync(bundled, { recursive: true, force: true });
  mkdirSync(bundled);
  pip(python, ["wheel", "--no-deps", "--wheel-dir", bundled, root]);
  const wheel =
    readdirSync(bundled).find((name) => name.endsWith("-py3-none-any.whl")) ??
    fail("the project's wheel is not pure Python");
  const digest = createHash("sha256")
    .update(readFileSync(join(bundled, wheel)))
    .digest("hex");
  const requirements = join(bundled, "requirements.txt");
  const ours = `dockwright @ ${pathToFileURL(join(bundled, wheel)).href} --hash=sha256:${digest}\n`;
  writeFileSync(requirements, readFileSync(join(client, "requirements.txt"), "utf8") + ours);
  // Only wheels that are right for any machine, whatever this one is. What requirements.txt lacks is an error.
  const anywhere = [
    "--only-binary",
    ":all:",
    "--platform",
    "any",
    "--implementation",
    "py",
    "--abi",
    "none",
    "--python-version",
    "3.10",
  ];
  pip(python, [
    "install",
    "--target",
    join(bundled, "libs"),
    "--no-compile",
    "--require-hashes",
    ...anywhere,
    "--requirement",
    requirements,
  ]);
  const libs = join(bundled, "libs");
  // Commands for a terminal, which name this machine's Python, and where on this machine the wheel lay.
  rmSync(join(libs, "bin"), { recursive: true, force: true });
  for (const name of readdirSync(libs).filter((it) => it.endsWith(".dist-info"))) {
    rmSync(join(libs, name, "direct_url.json"), { force: true });
  }
  copySnippets();
  copyLicences();
}

/** Copy the licences of what esbuild puts into dist/. */
function copyLicences() {
  const folder = join(bundled, "licences");
  mkdirSync(folder);
  for (const name of PACKAGES) {
    const from = join(client, "node_modules", name);
    const file = readdirSync(from).find((it) => /^licen[cs]e/i.test(it)) ?? fail(`${name} has no licence`);
    copyFileSync(join(from, file), join(folder, `${name}.txt`));
  }
}

/**
 * Copy the snippets, made fit for VS Code, which knows no places: it would complete a whole file after `CMD python`.
 *
 * Those for Dockerfiles lose their prefixes, so that only the commands for snippets list them; the server completes
 * them where they fit. Those for .dockerignore get the names they are for: to VS Code it is one more .gitignore.
 */
function copySnippets() {
  rmSync(join(client, "snippets"), { recursive: true, force: true });
  mkdirSync(join(client, "snippets"));
  copyEach("dockerfile.json", (snippet) => ({ ...snippet, prefix: undefined }));
  copyEach("dockerignore.json", (snippet) => ({ ...snippet, include: ["*.dockerignore"] }));
}

function copyEach(name, change) {
  const snippets = Object.entries(JSON.parse(readFileSync(join(root, "snippets", name), "utf8")));
  const changed = Object.fromEntries(snippets.map(([key, snippet]) => [key, change(snippet)]));
  writeFileSync(join(client, "snippets", name), `${JSON.stringify(changed, null, 2)}\n`);
}

/** Print why it cannot go on, and end. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

function pip(python, arguments_) {
  const { status } = spawnSync(python, ["-m", "pip", "--quiet", "--disable-pip-version-check", ...arguments_], {
    stdio: "inherit",
  });
  if (status !== 0) {
    fail(`pip ${arguments_[0]} failed`);
  }
}

/** A short name for all that bundled/ is made from. */
function madeFrom() {
  const digest = createHash("sha256");
  const files = [
    ...["scripts", "requirements.txt", "package-lock.json"].map((name) => join(client, name)),
    ...["server/dockwright", "snippets", "pyproject.toml", "README.md", "LICENSE"].map((name) => join(root, name)),
  ];
  for (const file of files.flatMap(below)) {
    digest.update(`${file}\0`).update(readFileSync(file));
  }
  return digest.digest("hex");
}

function below(path) {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  const names = readdirSync(path).filter((name) => name !== "__pycache__");
  return names.sort().flatMap((name) => below(join(path, name)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stamp = join(bundled, "made-from");
  const now = madeFrom();
  const isMade = existsSync(stamp) && readFileSync(stamp, "utf8") === now;
  if (!isMade || !process.argv.includes("--where-changed")) {
    bundle(buildPython());
    await bundlePyodide();
    writeFileSync(stamp, now);
  }
}
