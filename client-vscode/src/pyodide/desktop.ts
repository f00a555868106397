/** The server without any Python on this machine: Pyodide in the Node that the editor itself runs in. */

import { join, sep } from "node:path";
import type { Server } from "../server";

/** Return the server of the extension that is installed in `extension`. */
export function pyodideServer(extension: string): Server {
  return {
    kind: "pyodide",
    program: process.execPath,
    arguments: [join(extension, "dist", "pyodide-process.mjs"), join(extension, "bundled", "pyodide") + sep],
    // On a desktop the editor's program is Node only if it is asked to be.
    environment: { ELECTRON_RUN_AS_NODE: "1" },
    description: "Pyodide in the editor's own Node",
  };
}
