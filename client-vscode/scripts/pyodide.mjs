// Make bundled/pyodide out of bundled/libs: the server with a Python of its own, compiled to WebAssembly.
//
// All of Python goes into one file, compiled to bytecode: its standard library, the packages and the server. So it
// starts in half the time, as nothing is unpacked and nothing is compiled then. It is compressed once, by the .vsix.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const client = dirname(dirname(fileURLToPath(import.meta.url)));
const parts = join(client, "node_modules", "pyodide");
const made = join(client, "bundled", "pyodide");

/** Make bundled/pyodide anew. */
export async function bundlePyodide() {
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  copyFileSync(join(parts, "pyodide.asm.wasm"), join(made, "pyodide.asm.wasm"));
  // Only the Python that will run the bytecode can make it. Where in a line an error occurred is left out.
  const python = await loadPyodide({ packages: [], env: { HOME: "/", PYTHONNODEBUGRANGES: "1" } });
  python.FS.mkdirTree("/made-from/libs");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: join(client, "bundled", "libs") }, "/made-from/libs");
  python.FS.writeFile("/made-from/standard.zip", new Uint8Array(readFileSync(join(parts, "python_stdlib.zip"))));
  python.runPython(readFileSync(join(client, "scripts", "compile.py"), "utf8"));
  writeFileSync(join(made, "python.zip"), python.FS.readFile("/made-from/python.zip"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundlePyodide();
}
