import assert from "node:assert/strict";
import { test } from "node:test";
import { statusText } from "../src/statusText";

test("a running server says its version, and which one it is", () => {
  assert.deepEqual(
    statusText({ state: "running", kind: "bundled", version: "0.3.1", description: "Python 3.12, /usr/bin/python3" }),
    {
      text: "Dockwright 0.3.1",
      detail: "bundled server: Python 3.12, /usr/bin/python3",
      busy: false,
      failed: false,
    },
  );
  const details = (["configured", "environment", "bundled", "pyodide"] as const).map(
    (kind) => statusText({ state: "running", kind, version: undefined, description: "" }).detail,
  );
  assert.equal(new Set(details).size, 4);
});

test("a server that does not run says why", () => {
  const waiting = statusText({ state: "waiting", reason: "signal SIGKILL", seconds: 2 });
  assert.deepEqual([waiting.busy, waiting.failed], [true, false]);
  assert.match(waiting.detail, /signal SIGKILL.* 2 s/);
  const stopped = statusText({ state: "stopped", reason: "no Python" });
  assert.deepEqual([stopped.busy, stopped.failed, stopped.detail], [false, true, "no Python"]);
});
