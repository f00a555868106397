/** The little of a test runner that is needed in the extension host, which must not be left while VS Code runs. */

import { setTimeout as pause } from "node:timers/promises";
import { tell } from "./report";

const PATIENCE_IN_MS = 30_000;

const tests: (readonly [name: string, body: () => Promise<void>])[] = [];

/** Add a test; those of all files run one after the other. */
export function test(name: string, body: () => Promise<void>): void {
  tests.push([name, body]);
}

/** Run all tests and tell how each went: what VS Code calls. */
export async function run(): Promise<void> {
  for (const [name, body] of tests) {
    const began = Date.now();
    let failed: string | undefined;
    try {
      await body();
    } catch (error) {
      failed = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    const milliseconds = Date.now() - began;
    tell(failed === undefined ? { test: name, milliseconds } : { test: name, milliseconds, failed });
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
