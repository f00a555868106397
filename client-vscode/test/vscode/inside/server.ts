/** The server's life: how it was started, restarted, and what a sudden end of it does. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { found, open, put, type } from "./editing";
import { children, output, server } from "./process";
import { test, until } from "../shared/suite";

const TEXT = "FROM debian:12.5\nMAINTAINER b\nADD app.py /srv/\n";

test("the bundled server runs with a Python that has nothing of its own", async () => {
  assert(vscode.workspace.isTrusted);
  const [, words] = await server();
  const root = vscode.extensions.getExtension("dockwright.dockwright")?.extensionPath;
  assert(root !== undefined);
  assert.deepEqual(words.slice(1), ["-I", "-S", `${root}/python/run_server.py`, "lsp"]);
  assert.match(await output(), /Python 3\.\d+ runs the server/);
});

test("the command restarts it", async () => {
  const document = await open("restart/Dockerfile", TEXT);
  await found(document, "add-instead-of-copy");
  const [before] = await server();
  await vscode.commands.executeCommand("dockwright.restart");
  const [after] = await server();
  assert.notEqual(after, before);
  assert(!children().has(before));
  await found(document, "add-instead-of-copy");
});

test("killed while somebody types it is started again, nothing is lost, and the output says why", async () => {
  const document = await open("killed/Dockerfile", TEXT);
  await found(document, "add-instead-of-copy");
  const [before] = await server();
  put(new vscode.Position(3, 0));
  const typed = "EXPOSE 8080\nSTOPSIGNAL SIGTERM\nUSER root\nLABEL a=b\nMAINTAINER c\n";
  const middle = Math.floor(typed.length / 2);
  for (let index = 0; index < typed.length; index++) {
    if (index === middle) {
      process.kill(before, "SIGKILL");
    }
    await type(typed.charAt(index));
  }
  const [after] = await until("another server", async () => {
    const [id, words] = await server();
    return id !== before && ([id, words] as const);
  });
  assert.notEqual(after, before);
  assert.equal(document.getText(), TEXT + typed);
  await until("findings in what was typed after its end", () =>
    vscode.languages.getDiagnostics(document.uri).some((it) => it.range.start.line === 7),
  );
  const said = await until("the reason", async () => {
    const text = await output();
    return text.includes("SIGKILL") && text;
  });
  assert.match(said, /The server ended \(.*SIGKILL\)/);
});
