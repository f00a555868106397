/** Where VS Code comes in: the parts are made and joined, nothing more. */

import * as vscode from "vscode";
import { Client, DOCUMENTS } from "./client";
import { registerCommands } from "./commands";
import { activeInterpreter } from "./interpreter";
import { registerShowReferences } from "./references";
import type { Wishes } from "./server";
import { pythonSetting, SECTION, serverCommand, START_SETTINGS } from "./settings";
import { createStatusItem, showStatus } from "./status";

let client: Client | undefined;

/** Called by VS Code when the first Dockerfile is opened. */
export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("Dockwright", { log: true });
  const status = createStatusItem(DOCUMENTS);
  const wishes = (): Wishes => {
    const configuration = vscode.workspace.getConfiguration(SECTION);
    return {
      command: serverCommand(configuration),
      python: pythonSetting(configuration),
      script: context.asAbsolutePath("python/run_server.py"),
      activeInterpreter,
      machine: {
        platform: process.platform,
        environment: process.env,
        workspaceFolders: (vscode.workspace.workspaceFolders ?? [])
          .filter((folder) => folder.uri.scheme === "file")
          .map((folder) => folder.uri.fsPath),
      },
      report: (line) => {
        output.info(line);
      },
    };
  };
  const connection = new Client(context.extension.packageJSON, output, wishes, (it) => {
    showStatus(status, it);
  });
  client = connection;
  context.subscriptions.push(
    output,
    status,
    registerCommands(connection, output),
    registerShowReferences(),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (START_SETTINGS.some((key) => change.affectsConfiguration(`${SECTION}.${key}`))) {
        void connection.restart();
      }
    }),
    // What was held back until now, an interpreter and programs beside the server, is looked for anew.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void connection.restart()),
  );
  // Looking for a Python may take a while; nothing else has to wait for it.
  void connection.start();
}

/** Called by VS Code before the window closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
