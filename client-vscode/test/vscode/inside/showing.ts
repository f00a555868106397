/** What is shown in and beside the text: colours, folding, hints, lenses. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { at, open } from "./editing";
import { test, until } from "../shared/suite";

const TEXT = `ARG VERSION=22
FROM node:\${VERSION}-slim AS build
WORKDIR /app
RUN npm ci \\
    && npm run build

FROM node:22-slim
COPY --from=0 /app/dist /srv/
USER node
CMD ["node", "/srv/server.js"]
`;

test("words have colours by what they mean", async () => {
  const document = await open("colours/Dockerfile", TEXT);
  const [legend, tokens] = await until("colours", async () => {
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
      "vscode.provideDocumentSemanticTokensLegend",
      document.uri,
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
      "vscode.provideDocumentSemanticTokens",
      document.uri,
    );
    return legend && tokens && ([legend, tokens] as const);
  });
  const colours = new Map<string, string>();
  let [line, column] = [0, 0];
  for (let index = 0; index < tokens.data.length; index += 5) {
    const [down = 0, right = 0, length = 0, kind = 0] = tokens.data.subarray(index, index + 4);
    [line, column] = down > 0 ? [line + down, right] : [line, column + right];
    colours.set(document.getText(new vscode.Range(line, column, line, column + length)), legend.tokenTypes[kind] ?? "");
  }
  assert.equal(colours.get("FROM"), "keyword");
  assert.equal(colours.get("VERSION"), "variable");
  assert(colours.has("npm"), [...colours.keys()].join(" "));
});

test("stages and long instructions fold", async () => {
  const document = await open("folding/Dockerfile", TEXT);
  const ranges = await until("folding", async () => {
    const found = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(
      "vscode.executeFoldingRangeProvider",
      document.uri,
    );
    return found?.length ? found : undefined;
  });
  const lines = ranges.map((it) => [it.start, it.end]);
  assert(lines.some(([start]) => start === at(document, "FROM node:${").line), JSON.stringify(lines));
  assert(lines.some(([start, end]) => start === 3 && end === 4), JSON.stringify(lines));
});

test("hints say what stands nowhere in the line", async () => {
  const document = await open("hints/Dockerfile", TEXT);
  const hints = await until("hints", async () => {
    const found = await vscode.commands.executeCommand<vscode.InlayHint[] | undefined>(
      "vscode.executeInlayHintProvider",
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    return found?.length ? found : undefined;
  });
  const said = hints.map(({ label }) => (typeof label === "string" ? label : label.map((it) => it.value).join("")));
  assert(said.some((it) => it.includes("build")), said.join(" | "));
  assert(said.some((it) => it.includes("22")), said.join(" | "));
});

test("a lens above a stage tells how often it is used, and leads there", async () => {
  const document = await open("lenses/Dockerfile", TEXT);
  const lenses = await until("lenses", async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[] | undefined>(
      "vscode.executeCodeLensProvider",
      document.uri,
      9,
    );
    return found?.length ? found : undefined;
  });
  const stage = lenses.find((it) => it.range.start.line === 1 && it.command !== undefined)?.command;
  assert(stage, JSON.stringify(lenses));
  assert.match(stage.title, /\b1\b/);
  await vscode.commands.executeCommand(stage.command, ...((stage.arguments ?? []) as unknown[]));
});
