/** Formatting, by command and on saving. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { at, found, open, put, rangeOf, reads, set, type } from "./editing";
import { test, until } from "../shared/suite";

const TEXT = `from debian:12.5
run   echo one
MAINTAINER someone
run   echo two
ADD app.py /srv/
`;
const OPTIONS: vscode.FormattingOptions = { tabSize: 4, insertSpaces: true };

async function apply(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, [...edits]);
  assert(await vscode.workspace.applyEdit(edit));
}

/** Ask what VS Code's command `name` would change, until it would. */
function edits(name: string, ...more: unknown[]): Promise<vscode.TextEdit[]> {
  return until(name, async () => {
    const found = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(name, ...more);
    return found?.length ? found : undefined;
  });
}

test("a file is laid out", async () => {
  const document = await open("file/Dockerfile", TEXT);
  await apply(document, await edits("vscode.executeFormatDocumentProvider", document.uri, OPTIONS));
  assert(document.getText().startsWith("FROM debian:12.5\n"), document.getText());
  assert(document.getText().includes("RUN echo one\n"), document.getText());
});

test("of a selection only its lines", async () => {
  const document = await open("range/Dockerfile", TEXT);
  const range = rangeOf(document, "run   echo two");
  await apply(document, await edits("vscode.executeFormatRangeProvider", document.uri, range, OPTIONS));
  assert(document.getText().includes("run   echo one\n"), document.getText());
  assert(!document.getText().includes("run   echo two\n"), document.getText());
});

test("a line is laid out as it is begun", async () => {
  const editor = vscode.workspace.getConfiguration("editor", { languageId: "dockerfile" });
  await editor.update("formatOnType", true, vscode.ConfigurationTarget.Global, true);
  await set("format.indentWidth", 2);
  try {
    const document = await open("typed/Dockerfile", "FROM debian:12.5\nRUN echo one \\\n    && echo two\n");
    const [edit] = await edits("vscode.executeFormatDocumentProvider", document.uri, OPTIONS);
    assert.equal(edit?.newText.trimStart(), "", "the settings are known");
    put(new vscode.Position(3, 0));
    await type("RUN make \\");
    await type("\n");
    // What is typed at once after it is left alone.
    await reads(document, (text) => text.endsWith("\nRUN make \\\n  "));
  } finally {
    await editor.update("formatOnType", undefined, vscode.ConfigurationTarget.Global, true);
    await set("format.indentWidth", undefined);
  }
});

test("saving formats, and fixes what is safe, where it is switched on", async () => {
  const editor = vscode.workspace.getConfiguration("editor", { languageId: "dockerfile" });
  const document = await open("saving/Dockerfile", TEXT);
  await found(document, "maintainer-deprecated");
  const save = async () => {
    put(at(document, "debian:12.5", "debian:12.5".length));
    await type(" ");
    await vscode.commands.executeCommand("workbench.action.files.save");
    await until("the file to be saved", () => !document.isDirty);
    return readFileSync(document.uri.fsPath, "utf8");
  };
  assert(!(await save()).includes("LABEL"));
  try {
    await editor.update("codeActionsOnSave", { "source.fixAll.dockwright": "explicit" }, true, true);
    const fixed = await save();
    assert(fixed.includes("\ncopy app.py /srv/\n"), fixed);
    assert(fixed.includes("org.opencontainers.image.authors"), fixed);
    assert(fixed.includes("run   echo two\n"), fixed);
    await editor.update("formatOnSave", true, true, true);
    const laidOut = await save();
    assert(laidOut.includes("\nRUN echo two\n"), laidOut);
  } finally {
    await editor.update("codeActionsOnSave", undefined, true, true);
    await editor.update("formatOnSave", undefined, true, true);
  }
});
