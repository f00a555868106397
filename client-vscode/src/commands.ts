/** The commands of the manifest. */

import * as vscode from "vscode";
import type { Client } from "./client";
import { DOCUMENTS } from "./documents";
import { showRule } from "./rulePages";
import { showSyntaxTree } from "./syntaxTree";

/** What the server calls its commands that change a text; ours have other names, as VS Code knows both. */
const FIX_ALL = "dockwright.fixAll";
const ORDER_FOR_THE_CACHE = "dockwright.orderForTheCache";
const SHOWN_IN_MS = 5_000;

/** Register every command that the manifest contributes. */
export function registerCommands(
  client: Client,
  manifest: unknown,
  output: vscode.OutputChannel,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("dockwright.restart", () => client.restart()),
    vscode.commands.registerCommand("dockwright.showOutput", () => {
      output.show();
    }),
    vscode.commands.registerCommand("dockwright.showRule", (name?: unknown) => attempt(() => showRule(manifest, name))),
    vscode.commands.registerCommand("dockwright.fixFile", () =>
      attempt(() => change(client, FIX_ALL, () => [], "There is nothing that is safe to fix")),
    ),
    vscode.commands.registerCommand("dockwright.orderStage", () =>
      attempt(() =>
        change(client, ORDER_FOR_THE_CACHE, placeOf, "Nothing in this stage has to move for the sake of the cache"),
      ),
    ),
    vscode.commands.registerCommand("dockwright.showSyntaxTree", () =>
      attempt(() => showSyntaxTree(dockerfile().document)),
    ),
  );
}

/** Have the server change the Dockerfile at the cursor, and say `otherwise` where there is nothing to change. */
async function change(
  client: Client,
  command: string,
  more: (editor: vscode.TextEditor) => readonly unknown[],
  otherwise: string,
): Promise<void> {
  const editor = dockerfile();
  const answer = await client.ask<{ applied?: boolean }>(command, editor.document.uri.toString(), ...more(editor));
  if (answer.applied !== true) {
    vscode.window.setStatusBarMessage(`Dockwright: ${otherwise}`, SHOWN_IN_MS);
  }
}

function placeOf({ selection }: vscode.TextEditor): readonly unknown[] {
  return [{ line: selection.active.line, character: selection.active.character }];
}

/** The editor that a command is about. */
function dockerfile(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || vscode.languages.match(DOCUMENTS, editor.document) === 0) {
    throw new Error("Put the cursor into a Dockerfile first.");
  }
  return editor;
}

/** Do what was asked for, and tell the user why where that cannot be done. */
async function attempt(task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    void vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
  }
}
