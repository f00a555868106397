/** The little of a test runner that is needed where one process is to run all tests, one after the other. */

import { setTimeout as pause } from "node:timers/promises";
import type { Line } from "./report";

const PATIENCE_IN_MS = 30_000;

const tests: (readonly [name: string, body: () => Promise<void>])[] = [];

/** Add a test; those of all files run one after the other. */
export function test(name: string, body: () => Promise<void>): void {
  tests.push([name, body]);
}

/** Run all tests, and have `tell` told how each went; `afterFailure` may look at what it has left. */
export async function runAll(
  tell: (line: Line) => void,
  afterFailure: (name: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const [name, body] of tests) {
    const began = Date.now();
    try {
      await body();
      tell({ test: name, milliseconds: Date.now() - began });
    } catch (error) {
      const failed = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tell({ test: name, milliseconds: Date.now() - began, failed });
      await afterFailure(name);
    }
  }
  tell({ end: true });
}

/**
 * Ask until there is an answer, and return it.
 *
 * An answer of VS Code may lag behind what it follows from: the server says a thing to another process than this one.
 */
export async function until<T>(
  what: string,
  ask: () => T | PromiseLike<T>,
): Promise<Exclude<T, undefined | null | false | "" | 0>> {
  const ends = Date.now() + PATIENCE_IN_MS;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer as Exclude<T, undefined | null | false | "" | 0>;
    }
    if (Date.now() > ends) {
      throw new Error(`waited in vain for ${what}`);
    }
    await pause(20);
  }
}
