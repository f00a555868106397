/** How tests went, line by line. */

/** One line, as JSON. */
export type Line =
  | { readonly test: string; readonly milliseconds: number }
  | { readonly test: string; readonly milliseconds: number; readonly failed: string }
  /** Something has to be pressed in the window. */
  | { readonly wanted: "trust" }
  | { readonly end: true };

/** Return a line as people read it, and tests/support/vscode.py; nothing for one that is for programs alone. */
export function words(line: Line): string | undefined {
  if (!("test" in line)) {
    return undefined;
  }
  const name = `${line.test} (${line.milliseconds} ms)`;
  return "failed" in line ? `not ok  ${name}\n${line.failed}` : `ok      ${name}`;
}
