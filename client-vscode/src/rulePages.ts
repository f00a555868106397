/** The pages of the rules, shown as Markdown without a network: the server knows them. */

import * as vscode from "vscode";
import type { Client } from "./client";
import { atPlace, listedRules } from "./rules";

/** What the server calls the command that answers with a page. */
const EXPLAIN = "dockwright.explainRule";
const SCHEME = "dockwright-rule";

/** Register the documents that hold the pages. */
export function registerRulePages(client: Client): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ path }) => client.ask<string>(EXPLAIN, ruleOf(path)),
  });
}

/** Return the document that holds the page of `rule`; the manifest says that such documents are shown as previews. */
export function rulePage(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
}

/** Show the page of `name`; without one, of the rule that found something at the cursor, or of one that is picked. */
export async function showRule(manifest: unknown, name?: unknown): Promise<void> {
  const rule = typeof name === "string" ? name : await pickRule(manifest);
  if (rule === undefined) {
    return;
  }
  const page = rulePage(rule);
  // Read first, so that a server that has no such page, or does not run, is heard of.
  await vscode.workspace.openTextDocument(page);
  await vscode.commands.executeCommand("vscode.open", page);
}

async function pickRule(manifest: unknown): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const here =
    editor === undefined
      ? []
      : atPlace(vscode.languages.getDiagnostics(editor.document.uri), (it) => it.contains(editor.selection.active));
  if (here.length === 1) {
    return here[0];
  }
  const rules = listedRules(manifest);
  const first = rules.filter((it) => here.includes(it.label));
  const items = [...first, ...rules.filter((it) => !here.includes(it.label))];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: "The rule whose page is shown",
    matchOnDetail: true,
  });
  return picked?.label;
}

function ruleOf(path: string): string {
  return path.replace(/^\//, "").replace(/\.md$/, "");
}
