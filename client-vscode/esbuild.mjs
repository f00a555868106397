// Bundle the extension into dist/, or, with --tests, each test file into dist-test/.
// --production: smaller, and without source maps.
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const tests = process.argv.includes("--tests");
const production = process.argv.includes("--production");
const folder = tests ? "dist-test" : "dist";
const testFiles = () =>
  readdirSync("test")
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `test/${name}`);

rmSync(folder, { recursive: true, force: true });
await build({
  entryPoints: tests ? testFiles() : ["src/extension.ts"],
  outdir: folder,
  bundle: true,
  platform: "node",
  // The oldest VS Code that the manifest names runs on it.
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
});
