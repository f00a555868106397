/** The interpreter chosen in the Python extension, where that is installed. */

import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";

const PATIENCE_IN_MS = 5_000;

/** The little of the Python extension's interface that is needed. */
interface Environments {
  getActiveEnvironmentPath(resource?: vscode.Uri): unknown;
  resolveEnvironment(
    environment: unknown,
  ): Promise<{ readonly executable?: { readonly uri?: vscode.Uri } } | undefined>;
  readonly onDidChangeActiveEnvironmentPath?: vscode.Event<unknown>;
}

/** The chosen interpreter, and word of another choice. */
export class Interpreter implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  #subscription: vscode.Disposable | undefined;

  /** Fires once another interpreter was chosen than one that was asked for here. */
  readonly onDidChange = this.#changed.event;

  dispose(): void {
    this.#subscription?.dispose();
    this.#changed.dispose();
  }

  /** Return the path of the chosen interpreter, or `undefined` where none is chosen or the workspace is not trusted. */
  async active(): Promise<string | undefined> {
    const extension = vscode.extensions.getExtension<{ readonly environments?: Environments }>("ms-python.python");
    // What that extension chooses may come out of the workspace itself.
    if (extension === undefined || !vscode.workspace.isTrusted) {
      return undefined;
    }
    return Promise.race([this.#ask(extension), setTimeout(PATIENCE_IN_MS, undefined)]);
  }

  async #ask(extension: vscode.Extension<{ readonly environments?: Environments }>): Promise<string | undefined> {
    try {
      const { environments } = await extension.activate();
      this.#subscription ??= environments?.onDidChangeActiveEnvironmentPath?.(() => {
        this.#changed.fire();
      });
      const environment = await environments?.resolveEnvironment(
        environments.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri),
      );
      return environment?.executable?.uri?.fsPath;
    } catch {
      // Another extension's trouble is no reason not to look for a Python ourselves.
      return undefined;
    }
  }
}
