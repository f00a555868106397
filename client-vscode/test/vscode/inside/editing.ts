/** A file of its own for each test, open in the editor, and what is known about it there. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { until } from "../shared/suite";

/** Return the path of the folder that is open, or of the one with that name. */
export function folder(name?: string): string {
  const found = vscode.workspace.workspaceFolders?.find((it) => name === undefined || it.name === name);
  assert(found, `no folder ${name ?? ""} is open`);
  return found.uri.fsPath;
}

/** Write a file into the folder that is open, or one of those; it may lie deeper. Return its path. */
export function write(path: string, text: string, within = folder()): string {
  const file = join(within, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Write a file and open it in the editor. */
export async function open(path: string, text: string, within = folder()): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(write(path, text, within)));
  // A preview would be closed by the next file that is opened.
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Return the place in the first `text` in the document, so many characters on. */
export function at(document: vscode.TextDocument, text: string, further = 0): vscode.Position {
  const found = document.getText().indexOf(text);
  assert(found >= 0, `no ${JSON.stringify(text)} in:\n${document.getText()}`);
  return document.positionAt(found + further);
}

/** Return the range of the first `text` in the document. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  return new vscode.Range(at(document, text), at(document, text, text.length));
}

/** Return our findings in the document as of now. */
export function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter((it) => it.source === "dockwright");
}

/** Return the rule that a finding is of. */
export function rule({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Wait until the text of the document fulfils `condition`. */
export async function reads(document: vscode.TextDocument, condition: (text: string) => boolean): Promise<void> {
  try {
    await until("another text", () => condition(document.getText()));
  } catch (error) {
    throw new Error(`the text is:\n${document.getText()}`, { cause: error });
  }
}

/** Wait for a finding of the rule `id`. */
export function found(document: vscode.TextDocument, id: string): Promise<vscode.Diagnostic> {
  return until(`a finding of ${id}`, () => findings(document).find((it) => rule(it) === id));
}

/** Wait until there is no finding of the rule `id`. */
export async function gone(document: vscode.TextDocument, id: string): Promise<void> {
  await until(`${id} to go`, () => findings(document).every((it) => rule(it) !== id));
}

/** Replace `old`, which must be in the document, by `text`. */
export async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, old), text);
  assert(await vscode.workspace.applyEdit(edit));
}

/** Type `text` at the cursor, as keys would. */
export async function type(text: string): Promise<void> {
  await vscode.commands.executeCommand("type", { text });
}

/** Put the cursor at `position`. */
export function put(position: vscode.Position): void {
  const editor = vscode.window.activeTextEditor;
  assert(editor);
  editor.selection = new vscode.Selection(position, position);
}

/** Change a setting of ours for the user. */
export async function set(key: string, value: unknown, target = vscode.ConfigurationTarget.Global): Promise<void> {
  await vscode.workspace.getConfiguration("dockwright").update(key, value, target);
}
