/**
 * The running server and the talk with it: start, stop, restart, and start again after a crash.
 *
 * Nothing here knows what a server runs in: it is the same in a desktop's VS Code and in a browser's.
 */

import * as vscode from "vscode";
import {
  BaseLanguageClient,
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  RevealOutputChannelOn,
  type LanguageClientOptions,
  type MessageTransports,
} from "vscode-languageclient";
import type { Connect, Connection } from "./connection";
import { DOCUMENTS } from "./documents";
import { middleware } from "./middleware";
import type { InitializationOptions } from "./protocol";
import { SHOW_REFERENCES } from "./references";
import { MOST_CRASHES, Restarts } from "./restarts";
import { SECTION, serverSettings, settingKeys } from "./settings";
import type { Status } from "./statusText";

const PATIENCE_AT_STOP_IN_MS = 2_000;

/** A client whose troubles stand in the output: what the user has to hear of is said below, once. */
class QuietClient extends BaseLanguageClient {
  readonly #transports: MessageTransports;

  constructor(transports: MessageTransports, options: LanguageClientOptions) {
    super(SECTION, "Dockwright", options);
    this.#transports = transports;
  }

  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  protected override createMessageTransports(): Promise<MessageTransports> {
    return Promise.resolve(this.#transports);
  }
}

/** One server and the client that talks to it. */
interface Run {
  readonly connection: Connection;
  readonly client: QuietClient;
  ready: boolean;
  /** Its end is our doing, or has been noted already. */
  over: boolean;
}

/** The one server of this window. */
export class Client {
  readonly #manifest: unknown;
  readonly #output: vscode.LogOutputChannel;
  readonly #trace: vscode.LogOutputChannel;
  readonly #connect: Connect;
  readonly #show: (status: Status) => void;
  readonly #restarts = new Restarts();
  #run: Run | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Starts and stops happen one after the other, however fast they are asked for. */
  #queue: Promise<void> = Promise.resolve();

  /** `trace` gets the talk with the server; `connect` is called at each start; `show` gets every change of state. */
  constructor(
    manifest: unknown,
    output: vscode.LogOutputChannel,
    trace: vscode.LogOutputChannel,
    connect: Connect,
    show: (status: Status) => void,
  ) {
    this.#manifest = manifest;
    this.#output = output;
    this.#trace = trace;
    this.#connect = connect;
    this.#show = show;
  }

  /** Start the server; tells the user where it cannot. Does nothing while it runs. */
  start(): Promise<void> {
    return this.#enqueue(() => this.#start());
  }

  /** Stop the server and wait for its end. */
  stop(): Promise<void> {
    this.#hurry();
    return this.#enqueue(() => this.#stop());
  }

  /** Stop the server and start whatever the settings name now, with past crashes forgotten. */
  restart(): Promise<void> {
    this.#restarts.forget();
    void this.stop();
    return this.start();
  }

  /** Have the server do one of its commands. Rejects with a reason for the user. */
  async ask<T>(command: string, ...words: readonly unknown[]): Promise<T> {
    // Where a start is under way the answer comes after it.
    await this.#queue;
    if (this.#run?.ready !== true) {
      throw new Error("Dockwright does not run yet: its state is in the language status, the {} in the status bar.");
    }
    return (await this.#run.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...words] })) as T;
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(task, task);
    return this.#queue;
  }

  /** See to it that a start under way ends soon: a server that never answers would hold up the queue. */
  #hurry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#run?.ready === false) {
      this.#run.over = true;
      void this.#run.connection.end();
    }
  }

  async #start(): Promise<void> {
    if (this.#run !== undefined) {
      return;
    }
    clearTimeout(this.#timer);
    this.#show({ state: "starting" });
    let connection: Connection;
    try {
      connection = await this.#connect((line) => {
        this.#output.info(line);
      });
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
      return;
    }
    const client = new QuietClient(
      connection.transports,
      this.#options(() => run),
    );
    const run: Run = { connection, client, ready: false, over: false };
    this.#run = run;
    void connection.ended.then((reason) => {
      this.#output.info(`The server ended (${reason})`);
    });
    try {
      await client.start();
    } catch (error) {
      this.#output.error(error instanceof Error ? error : String(error));
      // Answered wrongly, or not at all since it is gone: either way this server is of no use.
      this.#ended(run);
      return;
    }
    run.ready = true;
    this.#show({
      state: "running",
      kind: connection.kind,
      version: client.initializeResult?.serverInfo?.version,
      description: connection.description,
    });
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    const run = this.#run;
    if (run === undefined) {
      return;
    }
    this.#run = undefined;
    run.over = true;
    try {
      await run.client.dispose(PATIENCE_AT_STOP_IN_MS);
    } catch (error) {
      this.#output.warn(`Stopping: ${error instanceof Error ? error.message : String(error)}`);
    }
    await run.connection.end();
  }

  /** Note the end of `run`, which nobody asked for, and start anew after a while. */
  #ended(run: Run): void {
    if (this.#run === run) {
      this.#run = undefined;
    }
    if (run.over) {
      return;
    }
    run.over = true;
    // The client first has to finish what it does at the end of a connection.
    setTimeout(() => {
      run.client.dispose().catch(() => undefined);
    });
    void run.connection.end();
    // What it ended with is known once it has; the start below waits for that.
    void this.#enqueue(async () => {
      this.#startAgain(await run.connection.ended);
    });
  }

  #startAgain(reason: string): void {
    const delay = this.#restarts.afterCrash(Date.now());
    if (delay === undefined) {
      this.#fail(`The server ended ${MOST_CRASHES} times within three minutes (${reason}) and is not started again.`);
      return;
    }
    this.#output.warn(`It starts again in ${delay / 1000} s`);
    this.#show({ state: "waiting", reason, seconds: delay / 1000 });
    this.#timer = setTimeout(() => void this.start(), delay);
  }

  #fail(reason: string): void {
    this.#output.error(reason);
    this.#show({ state: "stopped", reason });
    void this.#offerHelp(reason);
  }

  async #offerHelp(reason: string): Promise<void> {
    const choice = await vscode.window.showErrorMessage(reason, "Settings", "Show Output", "Restart");
    if (choice === "Settings") {
      await vscode.commands.executeCommand("workbench.action.openSettings", SECTION);
    } else if (choice === "Show Output") {
      this.#output.show();
    } else if (choice === "Restart") {
      await this.restart();
    }
  }

  #options(run: () => Run): LanguageClientOptions {
    const keys = settingKeys(this.#manifest);
    const settings = (scope?: vscode.Uri) => serverSettings(vscode.workspace.getConfiguration(SECTION, scope), keys);
    return {
      documentSelector: DOCUMENTS,
      outputChannel: this.#output,
      traceOutputChannel: this.#trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: (): InitializationOptions => ({
        completeAgainCommand: "editor.action.triggerSuggest",
        showReferencesCommand: SHOW_REFERENCES,
        settings: settings(),
        folderSettings: Object.fromEntries(
          (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => [uri.toString(), settings(uri)]),
        ),
        trusted: vscode.workspace.isTrusted,
      }),
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          this.#ended(run());
          // Starting again is done above, by a new client: it may be another server by then.
          return { action: CloseAction.DoNotRestart, handled: true, message: "The connection to the server is closed" };
        },
      },
      middleware: middleware(settings),
    };
  }
}
