/** The server in a process of Node's, as in any other: messages on standard input and output. */

import { inspect } from "node:util";
import { Lending } from "./lending";
import { startServer } from "./python";

// Named by who starts it: see desktop.ts.
const [, , folder = ""] = process.argv;
const lending = new Lending();

startServer({
  folder,
  send: (message) => process.stdout.write(`Content-Length: ${message.length}\r\n\r\n${message}`),
  report: (line) => process.stderr.write(`${line}\n`),
  exited: (code) => process.exit(code),
  reach: (python, path) => lending.lend(python, path),
})
  .then((server) => {
    // What the client has sent meanwhile has waited.
    process.stdin.on("data", (data) => {
      try {
        server.feed(data);
      } catch (error) {
        fail(error);
      }
    });
    process.stdin.on("end", () => process.exit(1));
  })
  .catch(fail);

function fail(error: unknown): never {
  process.stderr.write(`${inspect(error)}\n`);
  process.exit(1);
}
