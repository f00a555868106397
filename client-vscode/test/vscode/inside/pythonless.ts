/** A desktop without any Python. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { test, until } from "../shared/suite";
import { found, open, write } from "./editing";
import { children, output } from "./process";

test("the bundled server runs without Python, and knows the files of the build context", async () => {
  write("package.json", "{}");
  write("package-lock.json", "{}");
  const document = await open("Dockerfile", "FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nUSER node\n");
  const { range } = await found(document, "copy-source-before-deps");
  const title = "Copy package.json and package-lock.json before npm ci";
  await until(title, async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
    );
    return actions.some((it) => it.title === title);
  });
  const started = [...children().values()];
  assert(
    started.some((words) => words.some((it) => it.endsWith("pyodide-process.mjs"))),
    JSON.stringify(started),
  );
  assert.match(await output(), /No Python .*was found/);
});

export { run } from "./tell";
