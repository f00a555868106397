/** What tests inside the extension host write, line by line, for whoever started VS Code. */

import { appendFileSync } from "node:fs";

/** One line, as JSON. */
export type Line =
  | { readonly test: string; readonly milliseconds: number }
  | { readonly test: string; readonly milliseconds: number; readonly failed: string }
  /** Something has to be pressed in the window. */
  | { readonly wanted: "trust" }
  | { readonly end: true };

/** Write a line. */
export function tell(line: Line): void {
  const file = process.env["DOCKWRIGHT_REPORT"];
  if (file === undefined) {
    throw new Error("DOCKWRIGHT_REPORT names no file");
  }
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}
