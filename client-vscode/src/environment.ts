/** A `dockwright` that is installed in an environment, and whether it goes with this extension. */

import { execFile } from "node:child_process";
import { neutralFolder } from "./programs";
import { parseAnswer, type Python } from "./python";

/** An interpreter that has `dockwright` installed. */
export interface Environment {
  readonly python: Python;
  readonly version: string;
}

/** What is installed counts, but no PYTHON* variables, no current folder and no packages outside the environment. */
export const IN_ENVIRONMENT: readonly string[] = ["-I", "-m", "dockwright"];

const QUESTION =
  "import json, sys; from importlib.metadata import version; print(version('dockwright')); " +
  "print(json.dumps([list(sys.version_info[:2]), sys.executable]))";
const PATIENCE_IN_MS = 10_000;

/** Return what the environment of the interpreter `program` has, or `undefined` where `dockwright` is not in it. */
export async function askEnvironment(program: string): Promise<Environment | undefined> {
  const output = await run(program, ["-I", "-c", QUESTION]);
  const [version, answer] = output?.trimEnd().split("\n").slice(-2) ?? [];
  const python = answer === undefined ? undefined : parseAnswer(answer, program);
  return python === undefined || version === undefined ? undefined : { python, version: version.trim() };
}

/** Return the version that the program `dockwright` says it has, or `undefined` where it is another program. */
export async function askProgram(program: string): Promise<string | undefined> {
  const output = await run(program, ["--version"]);
  return /^dockwright (\S+)\s*$/.exec(output ?? "")?.[1];
}

/**
 * Tell whether a server of version `theirs` goes with an extension of version `ours`.
 *
 * The two are released together and keep to what they tell each other until the major version changes, or, before
 * 1.0, the minor one.
 */
export function goTogether(theirs: string, ours: string): boolean {
  const [their, our] = [theirs, ours].map((version) => /^(\d+)\.(\d+)\b/.exec(version));
  return Boolean(their && our && their[1] === our[1] && (our[1] !== "0" || their[2] === our[2]));
}

function run(program: string, words: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      program,
      words,
      { cwd: neutralFolder(), timeout: PATIENCE_IN_MS, windowsHide: true, encoding: "utf8" },
      (error, output) => {
        resolve(error === null ? output : undefined);
      },
    );
  });
}
