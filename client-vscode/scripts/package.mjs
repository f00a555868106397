// Make dockwright.vsix: the server unpacked, the extension bundled, all packed, and the packed server seen to answer.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPython, bundle, fail } from "./bundle.mjs";
import { bundlePyodide } from "./pyodide.mjs";
import { checkPyodide, checkPython, unpacked } from "./measure.mjs";

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

function run(script, ...arguments_) {
  if (spawnSync(process.execPath, [script, ...arguments_], { stdio: "inherit" }).status !== 0) {
    fail(`${script} failed`);
  }
}

const python = buildPython();
bundle(python);
await bundlePyodide();
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
await unpacked("dockwright.vsix", python, async (extension) => {
  await checkPython(extension, python);
  await checkPyodide(extension);
});
console.log(`dockwright.vsix: ${(statSync("dockwright.vsix").size / 1024).toFixed(0)} KB`);
