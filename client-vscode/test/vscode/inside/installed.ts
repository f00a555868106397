/** A machine on which `dockwright` is installed as a program. */

import assert from "node:assert/strict";
import { test } from "../shared/suite";
import { found, open } from "./editing";
import { output, server } from "./process";

test("the program that is installed comes before the bundled server", async () => {
  const document = await open("Dockerfile", "FROM debian:12.5\nADD app.py /srv/\n");
  await found(document, "add-instead-of-copy");
  const [, words] = await server();
  assert(words.includes("dockwright"), words.join(" "));
  assert(!words.some((it) => it.endsWith("run_server.py")), words.join(" "));
  assert.match(await output(), /has dockwright \S+, which is taken/);
});

export { run } from "./tell";
