/** The server in a worker of a browser: messages on a port. */

import "./classic";
import type { Start, Word } from "./messages";
import { startServer } from "./python";

// An address that no file has; the worker is handed its files and loads nothing from anywhere.
const FOLDER = "https://dockwright.invalid/";

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = (event: MessageEvent<Start>) => {
  self.onmessage = null;
  const { files, port } = event.data;
  hand(files);
  // What fails between two messages is nobody's to catch.
  self.onunhandledrejection = (failure) => {
    end(failure.reason);
  };
  // What the client sends meanwhile waits in the port until someone listens.
  startServer({
    folder: FOLDER,
    send: (message) => {
      port.postMessage(JSON.parse(message));
    },
    report: (line) => {
      tell({ line });
    },
    exited: (code) => {
      end(`code ${code}`);
    },
  })
    .then((server) => {
      port.onmessage = ({ data }) => {
        try {
          server.take(JSON.stringify(data));
        } catch (error) {
          end(error);
        }
      };
    })
    .catch(end);
};

/** Let Pyodide have the files that it fetches. */
function hand(files: Start["files"]): void {
  self.fetch = (input) => {
    const name = (input instanceof Request ? input.url : input.toString()).slice(FOLDER.length);
    const file = files[name];
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/zip";
    return Promise.resolve(
      file === undefined ? new Response(null, { status: 404 }) : new Response(file, { headers: { "Content-Type": type } }),
    );
  };
}

function tell(word: Word): void {
  self.postMessage(word);
}

function end(reason: unknown): void {
  tell({ ended: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) });
  self.close();
}
