/** The running server and the talk with it: start, stop, restart, and start again after a crash. */

import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import { neutralFolder } from "./programs";
import type { InitializationOptions } from "./protocol";
import { SHOW_REFERENCES } from "./references";
import { MOST_CRASHES, Restarts } from "./restarts";
import { findServer, type Server, type Wishes } from "./server";
import { SECTION, serverSettings, settingKeys } from "./settings";
import type { Status } from "./status";

/** The documents that are the server's business. Copies in diff views and the like would only repeat the findings. */
export const DOCUMENTS = [
  { scheme: "file", language: "dockerfile" },
  { scheme: "untitled", language: "dockerfile" },
  { scheme: "vscode-vfs", language: "dockerfile" },
];

const PATIENCE_AT_STOP_IN_MS = 2_000;

/** A client whose troubles stand in the output: what the user has to hear of is said below, once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** One server process and the client that talks to it. */
interface Run {
  readonly process: ChildProcessWithoutNullStreams;
  readonly client: LanguageClient;
  ready: boolean;
  /** Its end is our doing, or has been noted already. */
  over: boolean;
}

/** The one connection of this window. */
export class Client {
  readonly #manifest: unknown;
  readonly #output: vscode.LogOutputChannel;
  readonly #wishes: () => Wishes;
  readonly #show: (status: Status) => void;
  readonly #restarts = new Restarts();
  #run: Run | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Starts and stops happen one after the other, however fast they are asked for. */
  #queue: Promise<void> = Promise.resolve();

  /** `wishes` is asked at each start, since settings change; `show` gets every change of state. */
  constructor(
    manifest: unknown,
    output: vscode.LogOutputChannel,
    wishes: () => Wishes,
    show: (status: Status) => void,
  ) {
    this.#manifest = manifest;
    this.#output = output;
    this.#wishes = wishes;
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
      void end(this.#run.process);
    }
  }

  async #start(): Promise<void> {
    if (this.#run !== undefined) {
      return;
    }
    clearTimeout(this.#timer);
    this.#show({ state: "starting" });
    let server: Server;
    let child: ChildProcessWithoutNullStreams;
    try {
      server = await findServer(this.#wishes());
      child = await this.#spawn(server);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
      return;
    }
    const client = new QuietClient(
      SECTION,
      "Dockwright",
      () => Promise.resolve(child),
      this.#options(() => run),
    );
    const run: Run = { process: child, client, ready: false, over: false };
    this.#run = run;
    child.once("exit", (code, signal) => {
      this.#output.info(`The server ended (${signal ?? `code ${code ?? "unknown"}`})`);
      // The client notices by itself, unless a child of the server holds on to its output.
      setTimeout(() => child.stdout.destroy(), PATIENCE_AT_STOP_IN_MS);
    });
    try {
      await client.start();
    } catch (error) {
      this.#output.error(error instanceof Error ? error : String(error));
      // Answered wrongly, or not at all since it is gone: either way this process is of no use.
      this.#ended(run);
      return;
    }
    run.ready = true;
    this.#show({
      state: "running",
      version: client.initializeResult?.serverInfo?.version,
      description: server.description,
    });
  }

  async #spawn(server: Server): Promise<ChildProcessWithoutNullStreams> {
    this.#output.info(`Starting ${server.program} ${server.arguments.join(" ")}`);
    const child = spawn(server.program, server.arguments, { cwd: neutralFolder(), windowsHide: true });
    // A write to a server that is just ending fails; its end is noted elsewhere.
    child.stdin.on("error", () => undefined);
    await once(child, "spawn");
    child.on("error", (error) => {
      this.#output.error(error);
    });
    return child;
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
    await ended(run.process);
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
    void end(run.process);
    // The client first has to finish what it does at the end of a connection.
    setTimeout(() => {
      run.client.dispose().catch(() => undefined);
    });
    const delay = this.#restarts.afterCrash(Date.now());
    if (delay === undefined) {
      this.#fail(`The server ended ${MOST_CRASHES} times within three minutes and is not started again.`);
      return;
    }
    this.#show({ state: "waiting", seconds: delay / 1000 });
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
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: (): InitializationOptions => ({
        completeAgainCommand: "editor.action.triggerSuggest",
        showReferencesCommand: SHOW_REFERENCES,
        settings: settings(),
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
      middleware: {
        workspace: {
          configuration: async (parameters, token, next) => {
            const answers = await next(parameters, token);
            return Array.isArray(answers)
              ? parameters.items.map((item, index): unknown =>
                  item.section === SECTION
                    ? settings(item.scopeUri === undefined ? undefined : vscode.Uri.parse(item.scopeUri))
                    : answers[index],
                )
              : answers;
          },
        },
      },
    };
  }
}

/** Ask `child` to end, and make it where it does not. */
async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  child.kill();
  await ended(child);
}

/** Wait for the end of `child`; one that does not end by itself is ended. */
async function ended(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_AT_STOP_IN_MS);
  await once(child, "exit");
  clearTimeout(timer);
}
