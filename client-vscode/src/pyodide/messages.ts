/** What a browser's extension and its worker tell each other beside the protocol, which has a port of its own. */

/** The first message to a worker: what it is to be started with. */
export interface Start {
  /** The files of the server by their names; see `FILES`. */
  readonly files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  /** Where the client is listened to. */
  readonly port: MessagePort;
}

/** A message from the worker: a line for the output, or that it has ended, and why. */
export type Word = { readonly line: string } | { readonly ended: string };
