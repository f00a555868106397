/** Where the talk with the server is shown: in the output, as soon as the setting asks for it. */

import * as vscode from "vscode";
import { SECTION } from "./settings";

const SETTING = `${SECTION}.trace.server`;

/**
 * Return the output as the language client wants it for its trace.
 *
 * The client shows the talk only at the output's level *Trace*, which no extension can set: where the setting asks for
 * it, the level is said to be that one, and what is said at that level goes out as information.
 */
export function traceChannel(output: vscode.LogOutputChannel): vscode.LogOutputChannel {
  const isWanted = () => vscode.workspace.getConfiguration(SECTION).get<string>("trace.server") !== "off";
  const level = () => (isWanted() ? vscode.LogLevel.Trace : output.logLevel);
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const subscriptions = vscode.Disposable.from(
    changed,
    output.onDidChangeLogLevel(() => {
      changed.fire(level());
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) {
        changed.fire(level());
      }
    }),
  );
  return {
    // Its methods stand alone: none of them needs to know what it is called on.
    ...output,
    get logLevel() {
      return level();
    },
    onDidChangeLogLevel: changed.event,
    trace: (message: string) => {
      if (isWanted()) {
        output.info(message);
      } else {
        output.trace(message);
      }
    },
    dispose: () => {
      subscriptions.dispose();
    },
  };
}
