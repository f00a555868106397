/** A worker as a browser has them, out of one of Node's: the script finds a browser's world and nothing of Node's. */

import { Worker as NodeWorker, type Transferable } from "node:worker_threads";

const WORLD = `
const { parentPort, workerData } = require("node:worker_threads");
const world = globalThis;
world.self = world;
world.WorkerGlobalScope = class { static [Symbol.hasInstance]() { return true; } };
Object.defineProperty(world, "location", { value: "blob:nothing" });
world.importScripts = () => undefined;
world.postMessage = (message) => parentPort.postMessage(message);
world.close = () => parentPort.close();
parentPort.on("message", (data) => world.onmessage?.({ data }));
for (const name of ["process", "require", "module", "exports"]) {
  Object.defineProperty(world, name, { value: undefined });
}
new Function("process", "require", "module", "exports", "__filename", "__dirname", workerData)();
`;

/** Start `script` in such a worker. */
export function browserWorker(script: string): Worker {
  const worker = new NodeWorker(WORLD, { eval: true, workerData: script });
  const like = {
    onmessage: undefined as ((event: { data: unknown }) => void) | undefined,
    onerror: undefined as ((error: Error) => void) | undefined,
    postMessage: (message: unknown, transfer: Transferable[]) => {
      worker.postMessage(message, transfer);
    },
    terminate: () => {
      void worker.terminate();
    },
  };
  worker.on("message", (data) => like.onmessage?.({ data }));
  worker.on("error", (error) => like.onerror?.(error));
  return like as unknown as Worker;
}
