/** How the server reads a Dockerfile, shown beside it and kept up to date. */

import * as vscode from "vscode";
import type { Client } from "./client";

/** What the server calls the command that answers with the tree. */
const SYNTAX_TREE = "dockwright.syntaxTree";
const SCHEME = "dockwright-tree";
const PAUSE_IN_MS = 300;

/** Register the documents that hold the trees. */
export function registerSyntaxTrees(client: Client): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const update = ({ uri }: vscode.TextDocument) => {
    const tree = treeOf(uri);
    const key = tree.toString();
    if (vscode.workspace.textDocuments.some((it) => it.uri.toString() === key)) {
      clearTimeout(timers.get(key));
      timers.set(
        key,
        setTimeout(() => {
          timers.delete(key);
          changed.fire(tree);
        }, PAUSE_IN_MS),
      );
    }
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: ({ query }) => client.ask<string>(SYNTAX_TREE, query),
    }),
    vscode.workspace.onDidChangeTextDocument((change) => {
      update(change.document);
    }),
    {
      dispose: () => {
        timers.forEach((timer) => {
          clearTimeout(timer);
        });
      },
    },
  );
}

/** Show the tree of `document` beside it. */
export async function showSyntaxTree(document: vscode.TextDocument): Promise<void> {
  const tree = await vscode.workspace.openTextDocument(treeOf(document.uri));
  await vscode.window.showTextDocument(tree, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}

/** The address of the tree: its name is shown, its query is the document as the server knows it. */
function treeOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `${uri.path}: syntax tree`, query: uri.toString() });
}
