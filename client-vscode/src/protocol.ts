/** What the extension tells the server beyond the protocol. */

/** The `initializationOptions` of the initialize request. */
export interface InitializationOptions {
  /** The command that opens the list of completions: after some of them another is sure to be wanted. */
  readonly completeAgainCommand: string;
  /** The command that lists places of a file: what a code lens leads to. */
  readonly showReferencesCommand: string;
  /** The user's settings as of now, as `workspace/configuration` gives them later. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The same for each folder, by its URI, so that nothing is found first that a folder has switched off. */
  readonly folderSettings: Readonly<Record<string, unknown>>;
  /** Whether the user trusts the workspace; where not, the server runs no program. */
  readonly trusted: boolean;
}
