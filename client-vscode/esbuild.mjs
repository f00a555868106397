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
const [folder, entryPoints] = process.argv.includes("--tests")
  ? ["dist-test", named("test", ".test.ts")]
  : process.argv.includes("--vscode-tests")
    ? ["dist-test-vscode", [...named("test/vscode", ".ts"), ...named("test/vscode/inside", ".ts")]]
    : ["dist", ["src/extension.ts"]];

rmSync(folder, { recursive: true, force: true });
await build({
  entryPoints,
  outdir: folder,
  bundle: true,
  platform: "node",
  // The oldest VS Code that the manifest names runs on it.
  target: "node20",
  format: "cjs",
  external: ["vscode", "playwright-core"],
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
});
