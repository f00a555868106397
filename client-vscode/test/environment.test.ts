import assert from "node:assert/strict";
import { test } from "node:test";
import { goTogether } from "../src/environment";

test("before 1.0 the minor version has to be the same, from then on the major one", () => {
  for (const [theirs, ours] of [
    ["0.3.0", "0.3.9"],
    ["0.3.9", "0.3.0"],
    ["0.3.1.dev4+g12ab", "0.3.0"],
    ["1.2.0", "1.9.3"],
  ] as const) {
    assert.ok(goTogether(theirs, ours), `${theirs} with ${ours}`);
  }
  for (const [theirs, ours] of [
    ["0.2.9", "0.3.0"],
    ["0.30.0", "0.3.0"],
    ["1.0.0", "0.3.0"],
    ["2.0.0", "1.0.0"],
    ["unknown", "0.3.0"],
    ["", ""],
  ] as const) {
    assert.ok(!goTogether(theirs, ours), `${theirs} with ${ours}`);
  }
});
