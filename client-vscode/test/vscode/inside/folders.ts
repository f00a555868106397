/** Two folders in one window, each with settings of its own. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { findings, folder, found, gone, open, rule } from "./editing";
import { test, until } from "../shared/suite";

const TEXT = "FROM debian:12.5\nMAINTAINER b\nADD app.py /srv/\n";

test("each folder's settings hold in it alone", async () => {
  const first = await open("Dockerfile", TEXT, folder("first"));
  await found(first, "add-instead-of-copy");
  const second = await open("Dockerfile", TEXT, folder("second"));
  await found(second, "maintainer-deprecated");
  assert(findings(second).every((it) => rule(it) !== "add-instead-of-copy"));
});

test("a change of one folder's settings is heard of at once, and changes nothing elsewhere", async () => {
  const first = await open("later/Dockerfile", TEXT, folder("first"));
  const second = await open("later/Dockerfile", TEXT, folder("second"));
  await found(first, "maintainer-deprecated");
  await found(second, "maintainer-deprecated");
  const settings = vscode.workspace.getConfiguration("dockwright", first.uri);
  await settings.update("ignore", ["maintainer-deprecated"], vscode.ConfigurationTarget.WorkspaceFolder);
  await gone(first, "maintainer-deprecated");
  await found(first, "add-instead-of-copy");
  assert(findings(second).some((it) => rule(it) === "maintainer-deprecated"));
  await settings.update("ignore", undefined, vscode.ConfigurationTarget.WorkspaceFolder);
  await found(first, "maintainer-deprecated");
});

test("a folder that is added is looked at with its own settings", async () => {
  const added = vscode.Uri.joinPath(vscode.Uri.file(folder("first")), "..", "third");
  const count = vscode.workspace.workspaceFolders?.length ?? 0;
  assert(vscode.workspace.updateWorkspaceFolders(count, 0, { uri: added }));
  await until("the folder", () => vscode.workspace.workspaceFolders?.length === count + 1);
  const document = await open("Dockerfile", TEXT, folder("third"));
  const finding = await found(document, "add-instead-of-copy");
  await until("its own severity", async () => {
    const { severity } = await found(document, "add-instead-of-copy");
    return severity === vscode.DiagnosticSeverity.Error;
  });
  assert.equal(finding.source, "dockwright");
});

export { run } from "./tell";
