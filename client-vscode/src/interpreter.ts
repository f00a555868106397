/** The interpreter chosen in the Python extension, where that is installed. */

import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";

const PATIENCE_IN_MS = 5_000;

/** The little of the Python extension's interface that is needed. */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): unknown;
    resolveEnvironment(
      environment: unknown,
    ): Promise<{ readonly executable?: { readonly uri?: vscode.Uri } } | undefined>;
  };
}

/** Return the path of the chosen interpreter, or `undefined` where none is chosen or the workspace is not trusted. */
export async function activeInterpreter(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension>("ms-python.python");
  // What that extension chooses may come out of the workspace itself.
  if (extension === undefined || !vscode.workspace.isTrusted) {
    return undefined;
  }
  return Promise.race([ask(extension), setTimeout(PATIENCE_IN_MS, undefined)]);
}

async function ask(extension: vscode.Extension<PythonExtension>): Promise<string | undefined> {
  try {
    const { environments } = await extension.activate();
    const environment = await environments?.resolveEnvironment(
      environments.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri),
    );
    return environment?.executable?.uri?.fsPath;
  } catch {
    // Another extension's trouble is no reason not to look for a Python ourselves.
    return undefined;
  }
}
