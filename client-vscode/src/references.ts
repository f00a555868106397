/** The list of places that a code lens leads to. VS Code's own command wants its own objects, not the protocol's. */

import * as vscode from "vscode";

/** No command for users: it is told to the server, which names it in its lenses. */
export const SHOW_REFERENCES = "dockwright.showReferences";

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Location {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** Register the command. */
export function registerShowReferences(): vscode.Disposable {
  return vscode.commands.registerCommand(
    SHOW_REFERENCES,
    (uri: string, position: Position, locations: readonly Location[]) =>
      vscode.commands.executeCommand(
        "editor.action.showReferences",
        vscode.Uri.parse(uri),
        place(position),
        locations.map(
          ({ uri, range }) =>
            new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(place(range.start), place(range.end))),
        ),
      ),
  );
}

function place({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}
