/** What both entries, that of a desktop and that of a browser, do: the parts are made and joined, nothing more. */

import * as vscode from "vscode";
import { Client } from "./client";
import { registerCommands } from "./commands";
import type { Connect } from "./connection";
import { DOCUMENTS } from "./documents";
import { registerShowReferences } from "./references";
import { registerRulePages } from "./rulePages";
import { SECTION, START_SETTINGS } from "./settings";
import { createStatusItem, showStatus } from "./status";
import { registerSyntaxTrees } from "./syntaxTree";
import { traceChannel } from "./trace";

/**
 * Start the extension with servers from `connect`; the answer ends the server, and is waited for.
 *
 * `elsewhere` fires where something beyond the settings has changed that the choice of a server depends on.
 */
export function begin(
  context: vscode.ExtensionContext,
  connect: Connect,
  elsewhere?: vscode.Event<void>,
): () => Promise<void> {
  const output = vscode.window.createOutputChannel("Dockwright", { log: true });
  const status = createStatusItem(DOCUMENTS);
  const manifest: unknown = context.extension.packageJSON;
  const trace = traceChannel(output);
  const client = new Client(manifest, output, trace, connect, (it) => {
    showStatus(status, it);
  });
  context.subscriptions.push(
    output,
    trace,
    status,
    registerCommands(client, manifest, output),
    registerRulePages(client),
    registerSyntaxTrees(client),
    registerShowReferences(),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (START_SETTINGS.some((key) => change.affectsConfiguration(`${SECTION}.${key}`))) {
        void client.restart();
      }
    }),
    ...(elsewhere === undefined ? [] : [elsewhere(() => void client.restart())]),
    // What was held back until now, an interpreter and programs beside the server, is looked for anew.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void client.restart()),
  );
  // Looking for a Python may take a while; nothing else has to wait for it.
  void client.start();
  return () => client.stop();
}
