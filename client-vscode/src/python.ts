/** Is this a Python that can run the bundled server? Asked of the program itself, since names promise little. */

import { execFile } from "node:child_process";
import { neutralFolder } from "./programs";

/** The oldest Python that the server runs on. */
export const OLDEST_PYTHON: Version = [3, 10];

/** Major and minor version. */
export type Version = readonly [major: number, minor: number];

/** A Python that has been run and has answered. */
export interface Python {
  readonly executable: string;
  readonly version: Version;
}

/** Nothing of the environment or the current folder takes part: no PYTHON* variables (-I), no site-packages (-S). */
export const ISOLATED: readonly string[] = ["-I", "-S"];

// json keeps odd characters of paths whole. Python 2 does not know -I, and so counts as no Python at all.
const QUESTION = "import json, sys; print(json.dumps([list(sys.version_info[:2]), sys.executable]))";
const PATIENCE_IN_MS = 10_000;

/** Run `program` with `leading` arguments and return what it says of itself, or `undefined` where it is no Python. */
export function askPython(program: string, leading: readonly string[] = []): Promise<Python | undefined> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...leading, ...ISOLATED, "-c", QUESTION],
      { cwd: neutralFolder(), timeout: PATIENCE_IN_MS, windowsHide: true, encoding: "utf8" },
      (error, output) => {
        resolve(error === null ? parseAnswer(output, program) : undefined);
      },
    );
  });
}

/** Return the Python that `output` describes; `program` stands in where it does not know its own path. */
export function parseAnswer(output: string, program: string): Python | undefined {
  // A wrapper may print before the answer.
  const line = output.trimEnd().split("\n").at(-1) ?? "";
  let answer: unknown;
  try {
    answer = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!Array.isArray(answer)) {
    return undefined;
  }
  const [version, executable] = answer as unknown[];
  if (!Array.isArray(version)) {
    return undefined;
  }
  const [major, minor] = version as unknown[];
  if (typeof major !== "number" || typeof minor !== "number") {
    return undefined;
  }
  return {
    executable: typeof executable === "string" && executable !== "" ? executable : program,
    version: [major, minor],
  };
}

/** Tell whether `version` is recent enough. */
export function isSupported(version: Version): boolean {
  const [major, minor] = version;
  const [oldestMajor, oldestMinor] = OLDEST_PYTHON;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** Return `version` as people write it. */
export function versionText(version: Version): string {
  return version.join(".");
}
