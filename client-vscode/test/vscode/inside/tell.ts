/** How the extension host talks to whoever started VS Code: through a file. */

import { appendFileSync } from "node:fs";
import type { Line } from "../shared/report";
import { runAll } from "../shared/suite";

/** Write a line. */
export function tell(line: Line): void {
  const file = process.env["DOCKWRIGHT_REPORT"];
  if (file === undefined) {
    throw new Error("DOCKWRIGHT_REPORT names no file");
  }
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** Run all tests: what VS Code calls. */
export function run(): Promise<void> {
  return runAll(tell);
}
