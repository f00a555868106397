import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { loadPyodide } from "pyodide";
import { startProcess } from "../src/process";
import { pyodideServer } from "../src/pyodide/desktop";
import { startInWorker } from "../src/pyodide/in-worker";
import { hostPath, Lending } from "../src/pyodide/lending";
import { FILES } from "../src/pyodide/names";
import { browserWorker } from "./browserWorker";
import { converse } from "./conversation";
import { scratchFolder } from "./machines";

// Compiling WebAssembly while all else is tested may take its time.
const PATIENCE = { timeout: 120_000 };

test("a process of Node's serves without any Python, and reads the folders that are open", PATIENCE, async () => {
  const root = scratchFolder();
  writeFileSync(join(root, "package.json"), "{}");
  writeFileSync(join(root, "package-lock.json"), "{}");
  const folder = pathToFileURL(root).href;
  const server = await startProcess(pyodideServer(process.cwd()), () => undefined);
  assert.equal(server.kind, "pyodide");
  await converse(server.transports, folder, "package.json and package-lock.json", [{ uri: folder, name: "project" }]);
  await server.end();
  assert.match(await server.ended, /^code [01]$/);
});

test("a worker of a browser serves what is open in the editor", PATIENCE, async () => {
  const lines: string[] = [];
  const server = startWorker(lines);
  await converse(server.transports, "vscode-vfs://github/some/one", "package*.json");
  await server.end();
  assert.equal(await server.ended, "asked to");
  assert.deepEqual(lines, []);
});

test("a worker that has lost its Python says so, and closes the connection", PATIENCE, async () => {
  const server = startWorker([], { "python.zip": new Uint8Array([1, 2, 3]) });
  const closed = new Promise((resolve) => {
    server.transports.reader.onClose(resolve);
    server.transports.reader.listen(() => undefined);
  });
  assert.notEqual(await server.ended, "asked to");
  await closed;
});

function startWorker(lines: string[], changed: Record<string, Uint8Array<ArrayBuffer>> = {}) {
  const files = Object.fromEntries(
    FILES.map((name) => [name, new Uint8Array(readFileSync(join("bundled", "pyodide", name)))]),
  );
  const worker = browserWorker(readFileSync(join("dist", "pyodide-worker.js"), "utf8"));
  return startInWorker(worker, { ...files, ...changed }, (line) => {
    lines.push(line);
  });
}

test("folders are lent to be read, but for those that Python lives in", PATIENCE, async () => {
  const root = scratchFolder();
  mkdirSync(join(root, "inner"));
  writeFileSync(join(root, "inner", "file"), "text");
  const python = await loadPyodide();
  const lending = new Lending();
  const evaluate = (code: string): unknown => python.runPython(code);
  assert.equal(evaluate(`import os; os.path.exists("${root}/inner/file")`), false);
  assert.ok(lending.lend(python, root));
  assert.ok(lending.lend(python, join(root, "inner")));
  assert.equal(evaluate(`open("${root}/inner/file").read()`), "text");
  for (const change of [
    `open("${root}/inner/file", "w")`,
    `open("${root}/inner/file", "r+")`,
    `open("${root}/new", "x")`,
    `os.remove("${root}/inner/file")`,
    `os.rename("${root}/inner", "${root}/other")`,
    `os.mkdir("${root}/new")`,
    `os.symlink("a", "${root}/new")`,
    `os.chmod("${root}/inner/file", 0)`,
    `os.truncate("${root}/inner/file", 0)`,
  ]) {
    assert.throws(() => evaluate(change), /Read-only file system/, change);
  }
  assert.deepEqual(readdirSync(root, { recursive: true }).sort(), ["inner", join("inner", "file")]);
  assert.equal(readFileSync(join(root, "inner", "file"), "utf8"), "text");
  for (const folder of ["/", "/lib", "/lib/python3.14", "/dev", "/proc/self", join(root, "none"), join(root, "inner/file")]) {
    assert.equal(new Lending().lend(python, folder), false, folder);
  }
});

test("the notices name the Pyodide that is packed", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { devDependencies: Record<string, string> };
  const notices = readFileSync("THIRD_PARTY_NOTICES.md", "utf8");
  assert.ok(notices.includes(`| Pyodide ${manifest.devDependencies["pyodide"] ?? ""} |`));
});

test("a folder is looked for where the machine has it", () => {
  assert.equal(hostPath("/home/me/project", "linux"), "/home/me/project");
  assert.equal(hostPath("/c:/Users/me", "win32"), "c:\\Users\\me");
  assert.equal(hostPath("/c:", "win32"), "c:\\");
  assert.equal(hostPath("//server/share/project", "win32"), "\\\\server\\share\\project");
});
