/** What the extension tells the server beyond the protocol. */

/** The `initializationOptions` of the initialize request. */
export interface InitializationOptions {
  /** Who completes the snippets: the manifest contributes them here, and the server would offer each a second time. */
  readonly snippets: "client";
  /** The command that opens the list of completions: after some of them another is sure to be wanted. */
  readonly completeAgainCommand: string;
  /** The user's settings as of now, as `workspace/configuration` gives them later. */
  readonly settings: Readonly<Record<string, unknown>>;
}
