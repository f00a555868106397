/** A server that has been started, whatever it runs in: a process here, a worker in a browser. */

import type { MessageTransports } from "vscode-languageclient";

/** Where a server comes from: the user's setting, an environment, this extension with a Python, or without any. */
export type Kind = "configured" | "environment" | "bundled" | "pyodide";

/** A server and the way to talk to it. */
export interface Connection {
  readonly kind: Kind;
  /** For people: which server it is, and what it runs in. */
  readonly description: string;
  readonly transports: MessageTransports;
  /** Resolves once the server has ended, asked or not, with why, as far as that is known. Never rejects. */
  readonly ended: Promise<string>;
  /** End the server, by force where it does not end by itself, and wait for its end. Never rejects. */
  end(): Promise<void>;
}

/** Find a server and start it; `report` is told each step. Rejects with a reason for the user. */
export type Connect = (report: (line: string) => void) => Promise<Connection>;
