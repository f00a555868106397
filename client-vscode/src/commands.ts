/** The commands of the manifest. */

import * as vscode from "vscode";
import type { Client } from "./client";

/** Register every command that the manifest contributes. */
export function registerCommands(client: Client, output: vscode.OutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("dockwright.restart", () => client.restart()),
    vscode.commands.registerCommand("dockwright.showOutput", () => {
      output.show();
    }),
  );
}
