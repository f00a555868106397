/**
 * The server in Pyodide: Python compiled to WebAssembly, which needs nothing installed.
 *
 * The same here for a worker in a browser and for a process of Node; what they differ in is given to `startServer`.
 */

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { info } from "pyodide/pyodide-lock.json";
import { PYTHON } from "./names";

/** Python, as Pyodide hands it out. */
export type Python = Awaited<ReturnType<typeof loadPyodide>>;

type Module = NonNullable<NonNullable<Parameters<typeof loadPyodide>[0]>["createPyodideModule"]>;

/** What the server is embedded in. */
export interface Surroundings {
  /** Where the files are, with a slash at its end. */
  readonly folder: string;
  /** Takes each message of the server, as JSON in ASCII. */
  readonly send: (message: string) => void;
  /** Takes each line that the server has to say beside the protocol. */
  readonly report: (line: string) => void;
  /** Called when the client has said that the server is to end. */
  readonly exited: (code: number) => void;
  /** Make the files in a folder readable to the server, and return whether they are; where missing none are. */
  readonly reach?: (python: Python, folder: string) => boolean;
}

/** Takes what the client says: messages as JSON, or a stream of them. Throws where the server can do nothing more. */
export interface Server {
  take(message: string): void;
  feed(data: Uint8Array): void;
}

/** Start Python and the server in it; ready for messages when this resolves. */
export async function startServer(surroundings: Surroundings): Promise<Server> {
  const { folder, send, report, exited, reach } = surroundings;
  const python = await loadPyodide({
    indexURL: folder,
    stdLibURL: `${folder}${PYTHON}`,
    createPyodideModule: createPyodideModule as Module,
    // Of the list of packages that there are, only what they were built for is asked for; none of them is loaded.
    lockFileContents: JSON.stringify({ info, packages: {} }),
    packageBaseUrl: folder,
    packages: [],
    // Paths are looked up as they come from the editor; one from Windows, c:/x, is to be taken for /c:/x.
    env: { HOME: "/", PYTHONDONTWRITEBYTECODE: "1" },
    stdout: report,
    stderr: report,
  });
  const embedded = python.pyimport("dockwright.lsp.embedded") as Embedded;
  const server = embedded.Embedded(
    send,
    python.runPython("import asyncio; asyncio.get_event_loop().call_soon"),
    (path: string) => reach?.(python, path) ?? false,
    exited,
  );
  return {
    take: (message) => {
      server.take(message);
    },
    feed: (data) => {
      // Of what Node calls a buffer Pyodide cannot tell how large its elements are.
      server.feed(python.toPy(new Uint8Array(data)));
    },
  };
}

/** What is used of server/dockwright/lsp/embedded.py. */
interface Embedded {
  Embedded(
    send: (message: string) => void,
    soon: unknown,
    reach: (folder: string) => boolean,
    exited: (code: number) => void,
  ): { take(message: string): void; feed(data: unknown): void };
}
