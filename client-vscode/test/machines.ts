/** Folders with programs in them, for the tests that look for programs. */

import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import type { Machine } from "../src/programs";

/** Return a folder that is gone after the test file. */
export function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dockwright-")));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Write a program that runs `script` in sh, and return its path. */
export function writeProgram(path: string, script = ""): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Write a program that answers as Python of `version` does, from `executable` where it lies elsewhere. */
export function writePython(path: string, version: readonly number[], executable = path): string {
  // Without -S it is asked what is installed, which fails where it is not.
  return writeProgram(path, `test "$2" = -c && exit 1\necho '${JSON.stringify([version, executable])}'`);
}

/** Write a Python 3.12 that has `dockwright` in `version` installed. */
export function writeEnvironment(path: string, version: string): string {
  // Asked of an environment and asked in isolation: only the latter has -S.
  const answer = JSON.stringify([[3, 12], path]);
  return writeProgram(path, `test "$2" = -S || echo ${version}\necho '${answer}'`);
}

/** Return a Linux machine with these folders on its PATH. */
export function machine(path: readonly string[], workspaceFolders: readonly string[] = []): Machine {
  return { platform: "linux", environment: { PATH: path.join(":") }, workspaceFolders };
}
