/** Messages on a port between a browser's extension and its worker. */

import {
  AbstractMessageReader,
  AbstractMessageWriter,
  Disposable,
  type DataCallback,
  type Message,
} from "vscode-languageserver-protocol";

/** Reads them; says that the connection is closed when it is told, as no port does. */
export class PortReader extends AbstractMessageReader {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }

  listen(callback: DataCallback): Disposable {
    this.#port.onmessage = ({ data }: MessageEvent<Message>) => {
      callback(data);
    };
    return Disposable.create(() => {
      this.#port.onmessage = null;
    });
  }

  close(): void {
    this.fireClose();
  }
}

/** Writes them. */
export class PortWriter extends AbstractMessageWriter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }

  write(message: Message): Promise<void> {
    this.#port.postMessage(message);
    return Promise.resolve();
  }

  end(): void {
    this.#port.close();
  }
}
