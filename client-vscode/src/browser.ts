/** The entry of a VS Code that runs in a browser alone: its server is a worker. */

import * as vscode from "vscode";
// Tells the language client how a browser does what it needs.
import "vscode-languageserver-protocol/browser";
import { begin } from "./activation";
import type { Connect } from "./connection";
import { startInWorker } from "./pyodide/in-worker";
import { FILES } from "./pyodide/names";

let end: (() => Promise<void>) | undefined;

/** Called by VS Code when the first Dockerfile is opened. */
export function activate(context: vscode.ExtensionContext): void {
  end = begin(context, connectTo(context.extensionUri));
}

/** Called by VS Code before the window closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await end?.();
}

/** Start the server of the extension that is installed at `extension`. */
function connectTo(extension: vscode.Uri): Connect {
  const read = async (...path: string[]) =>
    new Uint8Array(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, ...path)));
  return async (report) => {
    report("Starting the server in a web worker");
    const [script, ...files] = await Promise.all([
      read("dist", "pyodide-worker.js"),
      ...FILES.map(async (name) => [name, await read("bundled", "pyodide", name)] as const),
    ]);
    // The extension may lie where a browser runs no worker from; what it has read itself it may run.
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    return startInWorker(new Worker(address), Object.fromEntries(files), report);
  };
}
