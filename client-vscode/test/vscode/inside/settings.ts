/** Settings, which are heard of as soon as they change. */

import * as vscode from "vscode";
import { found, gone, open, set } from "./editing";
import { test, until } from "../shared/suite";

const TEXT = "FROM debian:12.5\nMAINTAINER b\nADD app.py /srv/\n";

test("a rule is switched off and on again", async () => {
  const document = await open("settings/Dockerfile", TEXT);
  await found(document, "add-instead-of-copy");
  await set("ignore", ["add-instead-of-copy"]);
  await gone(document, "add-instead-of-copy");
  await found(document, "maintainer-deprecated");
  await set("ignore", undefined);
  await found(document, "add-instead-of-copy");
});

test("a finding is as grave as the user says", async () => {
  const document = await open("severity/Dockerfile", TEXT);
  await found(document, "add-instead-of-copy");
  const severity = async () => (await found(document, "add-instead-of-copy")).severity;
  await set("severity", { DL3020: "error" });
  await until("an error", async () => (await severity()) === vscode.DiagnosticSeverity.Error);
  await set("severity", undefined);
  await until("a warning", async () => (await severity()) === vscode.DiagnosticSeverity.Warning);
});

test("hints are switched off", async () => {
  const document = await open("hintless/Dockerfile", "ARG V=12\nFROM debian:${V}\n");
  const hints = async () =>
    (
      await vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        new vscode.Range(0, 0, 2, 0),
      )
    ).length;
  await until("hints", hints);
  await set("inlayHints.variables", false);
  await set("inlayHints.users", false);
  await until("no hints", async () => (await hints()) === 0);
  await set("inlayHints.variables", undefined);
  await set("inlayHints.users", undefined);
  await until("hints", hints);
});

test("the settings in a project's own file count, and are read again when it changes", async () => {
  const document = await open("file-settings/Dockerfile", TEXT);
  await found(document, "add-instead-of-copy");
  const file = vscode.Uri.joinPath(document.uri, "..", "dockwright.toml");
  await vscode.workspace.fs.writeFile(file, Buffer.from('ignore = ["add-instead-of-copy"]\n'));
  await gone(document, "add-instead-of-copy");
  await vscode.workspace.fs.delete(file);
  await found(document, "add-instead-of-copy");
});
