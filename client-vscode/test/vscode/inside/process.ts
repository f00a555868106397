/** The server as the machine sees it, and what the extension says of it. */

import { readdirSync, readFileSync } from "node:fs";
import * as vscode from "vscode";
import { until } from "../shared/suite";

/** The command line of each process that this one, the extension host, has started and that runs. */
export function children(): Map<number, readonly string[]> {
  const running = new Map<number, readonly string[]>();
  for (const name of readdirSync("/proc").filter((it) => /^\d+$/.test(it))) {
    try {
      const [, parent] = /^\d+ \(.*\) [^Z] (\d+) /s.exec(readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
      if (parent === String(process.pid)) {
        running.set(Number(name), readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").slice(0, -1));
      }
    } catch {
      // It has just ended.
    }
  }
  return running;
}

/** Return the process of the server, once there is one. */
export function server(): Promise<readonly [number, readonly string[]]> {
  return until("a server", () => [...children()].find(([, words]) => words.includes("lsp")));
}

/** Return what stands in the output of the extension. */
export async function output(): Promise<string> {
  const before = vscode.window.activeTextEditor?.document;
  await vscode.commands.executeCommand("dockwright.showOutput");
  const text = await until("the output", () =>
    vscode.workspace.textDocuments.find((it) => it.uri.scheme === "output" && /dockwright/i.test(it.fileName))?.getText(),
  );
  if (before !== undefined) {
    await vscode.window.showTextDocument(before);
  }
  return text;
}
