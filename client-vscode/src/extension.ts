/** The entry of a VS Code that can run programs: its server is a process. */

import * as vscode from "vscode";
import { begin } from "./activation";
import type { Connect } from "./connection";
import { Interpreter } from "./interpreter";
import { startProcess } from "./process";
import { pyodideServer } from "./pyodide/desktop";
import { findServer, PythonNotFound, type Server, type Wishes } from "./server";
import { prefersEnvironment, pythonSetting, SECTION, serverCommand } from "./settings";

let end: (() => Promise<void>) | undefined;

/** Called by VS Code when the first Dockerfile is opened. */
export function activate(context: vscode.ExtensionContext): void {
  const interpreter = new Interpreter();
  context.subscriptions.push(interpreter);
  const connect: Connect = async (report) =>
    startProcess(await chooseServer(wishes(context, interpreter, report), context.extensionPath), report);
  end = begin(context, connect, interpreter.onDidChange);
}

/** Called by VS Code before the window closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await end?.();
}

/** The server to start: where no Python is there for it, or may be looked for, the one that brings its own. */
async function chooseServer(wishes: Wishes, extension: string): Promise<Server> {
  try {
    return await findServer(wishes);
  } catch (error) {
    if (error instanceof PythonNotFound) {
      wishes.report(`${error.message} The server runs in Pyodide.`);
      return pyodideServer(extension);
    }
    throw error;
  }
}

/** What the choice of a server depends on; asked at each start, since settings change. */
function wishes(
  context: vscode.ExtensionContext,
  interpreter: Interpreter,
  report: (line: string) => void,
): Wishes {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  return {
    command: serverCommand(configuration),
    python: pythonSetting(configuration),
    fromEnvironment: prefersEnvironment(configuration),
    trusted: vscode.workspace.isTrusted,
    version: String((context.extension.packageJSON as { version?: unknown }).version),
    script: context.asAbsolutePath("python/run_server.py"),
    activeInterpreter: () => interpreter.active(),
    machine: {
      platform: process.platform,
      environment: process.env,
      workspaceFolders: (vscode.workspace.workspaceFolders ?? [])
        .filter((folder) => folder.uri.scheme === "file")
        .map((folder) => folder.uri.fsPath),
    },
    report,
  };
}
