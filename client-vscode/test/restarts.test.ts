import assert from "node:assert/strict";
import { test } from "node:test";
import { Restarts } from "../src/restarts";

const MINUTE = 60_000;

test("each wait is twice as long as the one before, and the fifth crash is the last", () => {
  const restarts = new Restarts();
  assert.deepEqual(
    [0, 2, 5, 10, 19].map((second) => restarts.afterCrash(second * 1000)),
    [1000, 2000, 4000, 8000, undefined],
  );
});

test("crashes are forgotten after three minutes", () => {
  const restarts = new Restarts();
  assert.deepEqual(
    [0, 4, 8, 12, 16, 20].map((minute) => restarts.afterCrash(minute * MINUTE)),
    [1000, 1000, 1000, 1000, 1000, 1000],
  );
});

test("a new start by the user forgets them at once", () => {
  const restarts = new Restarts();
  restarts.afterCrash(0);
  restarts.afterCrash(1);
  restarts.forget();
  assert.equal(restarts.afterCrash(2), 1000);
});
