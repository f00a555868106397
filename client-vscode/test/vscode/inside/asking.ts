/** What is said about a place: hovers, completion, signatures, names and where they are used. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { at, open, put, rangeOf, type } from "./editing";
import { test, until } from "../shared/suite";

const TEXT = `# syntax=docker/dockerfile:1
ARG VERSION=22
FROM node:\${VERSION}-slim AS build
WORKDIR /app
COPY . .
RUN npm run build

FROM node:22-slim
ENV PORT=8080
COPY --from=build /app/dist /srv/
USER node
EXPOSE \${PORT}
CMD ["node", "/srv/server.js"]
`;

/** Ask what VS Code's command `name` does at a place, until there is an answer. */
function ask<T>(
  name: string,
  document: vscode.TextDocument,
  position: vscode.Position,
  ...more: unknown[]
): Promise<T[]> {
  return until(name, async () => {
    const found = await vscode.commands.executeCommand<T[]>(name, document.uri, position, ...more);
    return found.length > 0 ? found : undefined;
  });
}

async function completions(
  document: vscode.TextDocument,
  position: vscode.Position,
  resolved = 0,
): Promise<vscode.CompletionItem[]> {
  const name = "vscode.executeCompletionItemProvider";
  const found = await vscode.commands.executeCommand<vscode.CompletionList>(
    name,
    document.uri,
    position,
    undefined,
    resolved,
  );
  return found.items;
}

function label({ label }: vscode.CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}

function inserted({ insertText }: vscode.CompletionItem): string {
  return typeof insertText === "string" ? insertText : (insertText?.value ?? "");
}

test("a hover tells what a variable comes to", async () => {
  const document = await open("hover/Dockerfile", TEXT);
  const [hover] = await ask<vscode.Hover>("vscode.executeHoverProvider", document, at(document, "${PORT}", 3));
  const said = hover?.contents.map((it) => (it instanceof vscode.MarkdownString ? it.value : "")).join("\n") ?? "";
  assert.match(said, /8080/);
});

test("completion knows stages, flags and instructions", async () => {
  const document = await open("complete/Dockerfile", `${TEXT}COPY --from=\n`);
  const stages = await until("stages", async () => {
    const found = await completions(document, document.lineAt(document.lineCount - 2).range.end);
    return found.some((it) => label(it) === "build") && found;
  });
  assert(stages.some((it) => label(it) === "build"));
  const flags = await completions(document, at(document, "COPY --from=build", "COPY --".length));
  assert(flags.some((it) => label(it).startsWith("--chown")), flags.map(label).join(" "));
});

test("what is completed from a snippet has places to fill in, and stands once", async () => {
  const document = await open("snippet/Dockerfile", `${TEXT}HEALTHCHECK\n`);
  const end = at(document, "HEALTHCHECK", "HEALTHCHECK".length);
  const found = await until("a snippet", async () => {
    const all = await completions(document, end, 20);
    return all.some((it) => it.insertText instanceof vscode.SnippetString) && all;
  });
  const curl = found.filter((it) => inserted(it).includes("--interval=") && inserted(it).includes("curl"));
  assert.equal(curl.length, 1, found.map((it) => `${label(it)}: ${inserted(it)}`).join("\n"));
  assert(curl.every((it) => inserted(it).includes("${1:")));
  const seen = found.map((it) => `${label(it)} ${inserted(it)}`);
  assert.deepEqual(seen.filter((it, index) => seen.indexOf(it) !== index), []);
});

test("a snippet's name is offered once", async () => {
  const document = await open("prefix/Dockerfile", `${TEXT}cache-n\n`);
  const offered = await until("the snippet", async () => {
    const all = await completions(document, at(document, "cache-n", "cache-n".length));
    const named = all.filter((it) => label(it).includes("cache-npm") || inserted(it).includes("/root/.npm"));
    return named.length > 0 && named;
  });
  assert.equal(offered.length, 1, offered.map(label).join(", "));
});

test("the snippets of the extension are listed by the command for snippets", async () => {
  const document = await open("listed/Dockerfile", "");
  await vscode.commands.executeCommand("editor.action.insertSnippet", { langId: "dockerfile", name: "HEALTHCHECK NONE" });
  await until("the snippet's text", () => document.getText() === "HEALTHCHECK NONE");
});

test("a signature follows what is typed", async () => {
  const document = await open("signature/Dockerfile", TEXT);
  put(new vscode.Position(document.lineCount - 1, 0));
  await type("COPY --from=build ");
  const help = await until("a signature", () =>
    vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
      "vscode.executeSignatureHelpProvider",
      document.uri,
      document.lineAt(document.lineCount - 1).range.end,
    ),
  );
  assert(help.signatures.some((it) => it.label.startsWith("COPY ")), JSON.stringify(help));
});

test("a stage is found from where it is used, and all its uses", async () => {
  const document = await open("names/Dockerfile", TEXT);
  const use = at(document, "--from=build", "--from=".length);
  const [definition] = await ask<vscode.Location | vscode.LocationLink>(
    "vscode.executeDefinitionProvider",
    document,
    use,
  );
  assert(definition);
  const target = "targetUri" in definition ? (definition.targetSelectionRange ?? definition.targetRange) : definition.range;
  assert.deepEqual(target.start, at(document, "AS build", "AS ".length));
  const references = await ask<vscode.Location>("vscode.executeReferenceProvider", document, use);
  assert.deepEqual(
    references.map((it) => it.range.start.line).sort((a, b) => a - b),
    [at(document, "AS build").line, use.line],
  );
  const marked = await ask<vscode.DocumentHighlight>("vscode.executeDocumentHighlights", document, use);
  assert.equal(marked.length, 2);
});

test("renaming a stage changes its uses", async () => {
  const document = await open("rename/Dockerfile", TEXT);
  const use = at(document, "--from=build", "--from=".length);
  const edit = await until("an edit", () =>
    vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      use,
      "maker",
    ),
  );
  assert(await vscode.workspace.applyEdit(edit));
  assert(document.getText().includes("-slim AS maker\n"), document.getText());
  assert(document.getText().includes("COPY --from=maker "), document.getText());
});

test("a name that is taken is refused with the reason", async () => {
  const document = await open("refused/Dockerfile", TEXT.replace("FROM node:22-slim", "FROM node:22-slim AS final"));
  await assert.rejects(
    async () =>
      vscode.commands.executeCommand(
        "vscode.executeDocumentRenameProvider",
        document.uri,
        at(document, "AS build", 4),
        "final",
      ),
    /final/,
  );
});

test("the outline is a tree of stages, and a search for symbols finds them", async () => {
  const document = await open("outline/Dockerfile", TEXT.replace("AS build", "AS outlined").replace("=build", "=outlined"));
  const symbols = await until("an outline", async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    return found?.find((it) => it.name.includes("outlined"));
  });
  assert(symbols.children.some((it) => it.name.includes("WORKDIR")), symbols.children.map((it) => it.name).join(", "));
  const found = await until("a symbol", async () =>
    (
      await vscode.commands.executeCommand<vscode.SymbolInformation[]>("vscode.executeWorkspaceSymbolProvider", "outlined")
    ).find((it) => it.name.includes("outlined")),
  );
  assert.equal(found.location.uri.fsPath, document.uri.fsPath);
});

test("links lead to files of the build context and to images", async () => {
  const document = await open("links/Dockerfile", "FROM node:22-slim\nCOPY Dockerfile /srv/\n");
  const links = await until("links", async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", document.uri, 9);
    return found.length >= 2 && found;
  });
  assert.deepEqual(
    links.map((it) => document.getText(it.range)),
    ["node", "Dockerfile"],
  );
  assert.equal(links[1]?.target?.fsPath, document.uri.fsPath);
});

test("a selection grows from a word to its instruction", async () => {
  const document = await open("selection/Dockerfile", TEXT);
  const place = at(document, "npm run build", 5);
  const [grown] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
    "vscode.executeSelectionRangeProvider",
    document.uri,
    [place],
  );
  const texts: string[] = [];
  for (let it = grown; it !== undefined; it = it.parent) {
    texts.push(document.getText(it.range));
  }
  assert(texts.includes("run"), JSON.stringify(texts));
  assert(texts.includes(document.getText(rangeOf(document, "RUN npm run build"))), JSON.stringify(texts));
});
