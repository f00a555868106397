/** The entry in the language status ({} in the status bar): which server runs, or why none does. */

import * as vscode from "vscode";
import type { Kind } from "./connection";

/** What there is to show. */
export type Status =
  | { readonly state: "starting" }
  | {
      readonly state: "running";
      readonly kind: Kind;
      readonly version: string | undefined;
      readonly description: string;
    }
  | { readonly state: "waiting"; readonly seconds: number }
  | { readonly state: "stopped"; readonly reason: string };

/** Return an empty entry for the documents of `selector`; `showStatus` fills it. */
export function createStatusItem(selector: vscode.DocumentSelector): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem("dockwright.status", selector);
  item.name = "Dockwright";
  item.text = "Dockwright";
  return item;
}

/** Let `item` say `status`, with the command that helps most. */
export function showStatus(item: vscode.LanguageStatusItem, status: Status): void {
  item.busy = status.state === "starting" || status.state === "waiting";
  item.severity =
    status.state === "stopped" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  item.command =
    status.state === "stopped"
      ? { command: "dockwright.restart", title: "Restart" }
      : { command: "dockwright.showOutput", title: "Show Output" };
  switch (status.state) {
    case "starting":
      item.text = "Dockwright";
      item.detail = "starting";
      return;
    case "running":
      item.text = status.version === undefined ? "Dockwright" : `Dockwright ${status.version}`;
      item.detail = status.description;
      return;
    case "waiting":
      item.text = "Dockwright";
      item.detail = `the server ended; it starts again in ${status.seconds} s`;
      return;
    case "stopped":
      item.text = "Dockwright does not run";
      item.detail = status.reason;
      return;
  }
}
