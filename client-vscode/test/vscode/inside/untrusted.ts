/** A folder that the user does not trust: what it names is not run, until it is trusted. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { folder, found, open, replace } from "./editing";
import { tell } from "./tell";
import { test, until } from "../shared/suite";

const TEXT = "FROM debian:12.5\nRUN cd /srv; echo $1\nADD app.py /srv/\n";

/** Whether the program that the folder names in its settings, or ShellCheck, has been run. */
function hasRun(program: "server" | "shellcheck"): boolean {
  return existsSync(join(folder(), "..", `${program}-has-run`));
}

test("findings arrive, of the bundled server", async () => {
  assert.equal(vscode.workspace.isTrusted, false);
  await found(await open("Dockerfile", TEXT), "add-instead-of-copy");
});

test("no program is run that the folder names, nor ShellCheck", async () => {
  const document = await open("other/Dockerfile", TEXT);
  await found(document, "add-instead-of-copy");
  assert.equal(hasRun("server"), false);
  assert.equal(hasRun("shellcheck"), false);
});

test("once the folder is trusted its settings hold", async () => {
  await vscode.commands.executeCommand("workbench.trust.manage");
  tell({ wanted: "trust" });
  await until("trust", () => vscode.workspace.isTrusted);
  await until("the server that the folder names", () => hasRun("server"));
  const document = await open("trusted/Dockerfile", TEXT);
  await found(document, "add-instead-of-copy");
  await replace(document, "echo $1", "echo $2");
  await until("ShellCheck", () => hasRun("shellcheck"));
});

export { run } from "./tell";
