/** Where the parts of a VS Code lie, and where the tests may write: told by tests/support/vscode.py, which starts them. */

/** What the variable DOCKWRIGHT_VSCODE says, as JSON. */
export interface Surroundings {
  /** The Node that runs VS Code; these tests may run in an older one. */
  readonly node: string;
  /** The script that starts code-server. */
  readonly codeServer: string;
  /** The script of the VS Code beneath, which knows the switches for tests that run inside of it. */
  readonly server: string;
  /** A Chromium. */
  readonly browser: string;
  /** The packed extension. */
  readonly vsix: string;
  /** What is packed in it, unpacked. */
  readonly extension: string;
  /** The PATH that VS Code is started with. */
  readonly path: string;
  /** A folder of this run's own. */
  readonly work: string;
  /** Where pictures of what was seen are kept. */
  readonly pictures: string;
  /** Which of the runs this is. */
  readonly run: string;
}

/** Return what this run was told. */
export function surroundings(): Surroundings {
  const told = process.env["DOCKWRIGHT_VSCODE"];
  if (told === undefined) {
    throw new Error("These tests are started by pytest: tests/editors/test_vscode.py");
  }
  return JSON.parse(told) as Surroundings;
}

/** Milliseconds until a test gives up: long, as the machine may be busy, and never waited for in vain. */
export const PATIENCE_IN_MS = 60_000;
