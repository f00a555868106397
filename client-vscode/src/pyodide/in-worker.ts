/** A server in a worker of the browser that VS Code runs in. */

import { PortReader, PortWriter } from "./port";
import type { Connection } from "../connection";
import type { Start, Word } from "./messages";

/** Start the server in `worker`, which runs worker.ts, from its `files`; `report` is told what it says of itself. */
export function startInWorker(worker: Worker, files: Start["files"], report: (line: string) => void): Connection {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const reader = new PortReader(ours);
  let over: (reason: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    over = (reason) => {
      worker.terminate();
      ours.close();
      resolve(reason);
      reader.close();
    };
  });
  worker.onmessage = ({ data }: MessageEvent<Word>) => {
    if ("line" in data) {
      report(data.line);
    } else {
      over(data.ended);
    }
  };
  worker.onerror = (error) => {
    over(error.message);
  };
  const start: Start = { files, port: theirs };
  worker.postMessage(start, [theirs, ...Object.values(files).map((it) => it.buffer)]);
  return {
    kind: "pyodide",
    description: "Pyodide in a web worker",
    transports: { reader, writer: new PortWriter(ours) },
    ended,
    end: async () => {
      over("asked to");
      await ended;
    },
  };
}
