// Bundle the extension into dist/, or, with --tests, each test file into dist-test/, or, with --vscode-tests, the tests
// that want a VS Code into dist-test-vscode/.
// --production: smaller, and without source maps.
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const production = process.argv.includes("--production");
const named = (folder, ending) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
const folder = process.argv.includes("--tests")
  ? "dist-test"
  : process.argv.includes("--vscode-tests")
    ? "dist-test-vscode"
    : "dist";

const common = {
  outdir: folder,
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
};
const extension = { ...common, format: "cjs", external: ["vscode", "playwright-core"] };
// The oldest VS Code that the manifest names runs on it.
const node = { platform: "node", target: "node20" };
const browser = { platform: "browser", target: "es2022" };
// What Pyodide would load in Node to connect sockets: the server has none.
const pyodide = { ...common, alias: { ws: "./src/pyodide/nothing.ts" } };

const entries = {
  "dist-test": () => [
    // Pyodide looks for its files beside itself.
    { ...extension, ...node, external: [...extension.external, "pyodide"], entryPoints: named("test", ".test.ts") },
  ],
  "dist-test-vscode": () => [
    { ...extension, ...node, entryPoints: [...named("test/vscode", ".ts"), ...named("test/vscode/inside", ".ts")] },
  ],
  dist: () => [
    { ...extension, ...node, entryPoints: ["src/extension.ts"] },
    { ...extension, ...browser, entryPoints: ["src/browser.ts"] },
    {
      ...pyodide,
      ...node,
      format: "esm",
      outExtension: { ".js": ".mjs" },
      entryPoints: { "pyodide-process": "src/pyodide/process.ts" },
    },
    {
      ...pyodide,
      ...browser,
      format: "iife",
      // What Pyodide imports only where it finds itself in Node.
      external: ["node:*"],
      entryPoints: { "pyodide-worker": "src/pyodide/worker.ts" },
      // There is no such address in a script, and it is asked only where none is given.
      define: { "import.meta.url": '""' },
    },
  ],
};

rmSync(folder, { recursive: true, force: true });
await Promise.all(entries[folder]().map((options) => build(options)));
