/** The entry in the language status ({} in the status bar): which server runs, or why none does. */

import * as vscode from "vscode";
import { statusText, type Status } from "./statusText";

/** Return an empty entry for the documents of `selector`; `showStatus` fills it. */
export function createStatusItem(selector: vscode.DocumentSelector): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem("dockwright.status", selector);
  item.name = "Dockwright";
  item.text = "Dockwright";
  return item;
}

/** Let `item` say `status`, with the command that helps most. */
export function showStatus(item: vscode.LanguageStatusItem, status: Status): void {
  const { text, detail, busy, failed } = statusText(status);
  item.text = text;
  item.detail = detail;
  item.busy = busy;
  item.severity = failed ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  item.command = failed
    ? { command: "dockwright.restart", title: "Restart" }
    : { command: "dockwright.showOutput", title: "Show Output" };
}
