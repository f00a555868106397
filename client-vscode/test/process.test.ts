import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Connection } from "../src/connection";
import { startProcess } from "../src/process";
import type { Server } from "../src/server";
import { scratchFolder, writeProgram } from "./machines";

function server(script: string): Server {
  const program = writeProgram(join(scratchFolder(), "server"), script);
  return { kind: "configured", program, arguments: [], description: "a server" };
}

/** Start a server and listen to it, as a client does. */
async function started(script: string, report: (line: string) => void = () => undefined): Promise<Connection> {
  const connection = await startProcess(server(script), report);
  connection.transports.reader.listen(() => undefined);
  return connection;
}

test("a server that ends by itself says why: how, and its last words", async () => {
  const told: string[] = [];
  const connection = await started("echo trouble >&2; echo 'no memory' >&2; exit 3", (it) => {
    told.push(it);
  });
  assert.equal(await connection.ended, "code 3: no memory");
  assert.deepEqual(told.slice(1), ["trouble", "no memory"]);
});

test("a server that is killed says so", async () => {
  const connection = await started("kill -9 $$");
  assert.equal(await connection.ended, "signal SIGKILL");
});

test("a server ends once nobody talks to it", async () => {
  const connection = await started("while read -r line; do :; done; echo bye >&2");
  await connection.end();
  assert.equal(await connection.ended, "code 0");
});

test("a server that does not end by itself is ended", async () => {
  const deaf = await started("exec sleep 60");
  await deaf.end();
  assert.equal(await deaf.ended, "signal SIGTERM");
});

test("a server that will not end is ended by force", async () => {
  let ready: () => void;
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const stubborn = await started("trap '' TERM; echo ready >&2; while :; do sleep 0.1; done", (it) => {
    if (it === "ready") {
      ready();
    }
  });
  await isReady;
  await stubborn.end();
  assert.match(await stubborn.ended, /^signal SIGKILL/);
});

test("a program that is none is told at once", async () => {
  const missing: Server = { kind: "configured", program: "/none/such", arguments: [], description: "" };
  await assert.rejects(() => startProcess(missing, () => undefined), /ENOENT/);
});
