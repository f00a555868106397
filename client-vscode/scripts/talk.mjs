// A language client as small as can be, to ask a server that was just unpacked.
import { spawn } from "node:child_process";

/** Start `program` with `words`; what it says on its standard error is kept in `trouble`. */
export function talk(program, words, options) {
  const child = spawn(program, words, options);
  const waiting = new Map();
  const heard = [];
  let input = Buffer.alloc(0);
  let last = 0;
  const it = {
    trouble: "",
    /** Ask and wait for the answer; what is no answer is heard and, where it is a question, refused. */
    ask(method, params) {
      last += 1;
      send({ id: last, method, params });
      return new Promise((resolve, reject) => waiting.set(last, { resolve, reject }));
    },
    tell(method, params) {
      send({ method, params });
    },
    /** Wait for a notification. */
    async hear(method) {
      for (;;) {
        const found = heard.findIndex((message) => message.method === method);
        if (found >= 0) {
          return heard.splice(found, 1)[0].params;
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
    /** Have it end, and return its exit code. */
    async end() {
      await it.ask("shutdown");
      it.tell("exit");
      return new Promise((resolve) => child.once("exit", resolve));
    },
    kill() {
      child.kill("SIGKILL");
    },
  };
  child.stderr.on("data", (data) => (it.trouble += data));
  child.stdout.on("data", (data) => {
    input = Buffer.concat([input, data]);
    for (;;) {
      const end = input.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/i.exec(input.subarray(0, Math.max(end, 0)).toString())?.[1]);
      if (end < 0 || input.length < end + 4 + length) {
        return;
      }
      const message = JSON.parse(input.subarray(end + 4, end + 4 + length).toString());
      input = input.subarray(end + 4 + length);
      take(message);
    }
  });
  child.once("exit", (code, signal) => {
    for (const { reject } of waiting.values()) {
      reject(new Error(`the server ended (${signal ?? `code ${code}`}):\n${it.trouble}`));
    }
  });
  child.once("error", (error) => {
    for (const { reject } of waiting.values()) {
      reject(error);
    }
  });

  function take(message) {
    if (message.method !== undefined) {
      heard.push(message);
      if (message.id !== undefined) {
        send({ id: message.id, error: { code: -32601, message: "not here" } });
      }
      return;
    }
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) {
      resolve(message.result);
    } else {
      reject(new Error(message.error.message));
    }
  }

  function send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  return it;
}
