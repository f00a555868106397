/** A server in a process of its own, which talks over its standard input and output. */

import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node";
import type { Connection } from "./connection";
import { neutralFolder } from "./programs";
import type { Server } from "./server";

const PATIENCE_IN_MS = 500;
const PATIENCE_AT_STOP_IN_MS = 2_000;

/** Start `server`; `report` is told what it says of itself beside the protocol. Rejects where it cannot be run. */
export async function startProcess(server: Server, report: (line: string) => void): Promise<Connection> {
  report(`Starting ${[server.program, ...server.arguments].join(" ")}`);
  const child = spawn(server.program, server.arguments, {
    cwd: neutralFolder(),
    env: { ...process.env, ...server.environment },
    windowsHide: true,
  });
  // A write to a server that is just ending fails; its end is noted elsewhere.
  child.stdin.on("error", () => undefined);
  await once(child, "spawn");
  child.on("error", (error) => {
    report(error.message);
  });
  return {
    kind: server.kind,
    description: server.description,
    transports: { reader: new StreamMessageReader(child.stdout), writer: new StreamMessageWriter(child.stdin) },
    ended: watch(child, report),
    end: () => end(child),
  };
}

/** Wait for the end of `child` and return why it ended, with its last words where it ended by itself. */
async function watch(child: ChildProcessWithoutNullStreams, report: (line: string) => void): Promise<string> {
  let last = "";
  createInterface({ input: child.stderr, crlfDelay: Infinity }).on("line", (line) => {
    report(line);
    last = line.trim() || last;
  });
  // node's own `once` would reject where the process cannot be killed.
  const closed = new Promise((resolve) => child.once("close", resolve));
  await new Promise((resolve) => child.once("exit", resolve));
  // Its streams may still hold its last words; but a child of the server may hold on to them for good.
  const timer = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, PATIENCE_AT_STOP_IN_MS);
  await closed;
  clearTimeout(timer);
  const way = child.signalCode === null ? `code ${child.exitCode ?? "unknown"}` : `signal ${child.signalCode}`;
  return child.exitCode !== 0 && last !== "" ? `${way}: ${last}` : way;
}

/** Let `child` end, ask it to where it does not, and make it in the end. */
async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const gone = new Promise((resolve) => child.once("exit", resolve));
  // Whatever it is at, a server has no business once nobody talks to it.
  child.stdin.end();
  const timers = [
    setTimeout(() => child.kill(), PATIENCE_IN_MS),
    setTimeout(() => child.kill("SIGKILL"), PATIENCE_AT_STOP_IN_MS),
  ];
  await gone;
  timers.forEach(clearTimeout);
}
