/** What an editor asks a server, and what a server has to answer, wherever it runs. */

import assert from "node:assert/strict";
import {
  CodeActionRequest,
  CompletionRequest,
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RequestType,
  type CodeAction,
  type CompletionList,
  type InitializeResult,
  type PublishDiagnosticsParams,
  type TextEdit,
  type WorkspaceFolder,
} from "vscode-languageserver-protocol";
import type { Connection } from "../src/connection";

const TEXT = "FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nRUN npm ci\n";
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };

/** Talk to a server about a Dockerfile in `folder`, with those files that the server then has to know of. */
export async function converse(
  transports: Connection["transports"],
  folder: string,
  manifests: string,
  workspaceFolders: WorkspaceFolder[] | null = null,
): Promise<void> {
  const connection = createProtocolConnection(transports.reader, transports.writer);
  const heard = new Map<string, (params: PublishDiagnosticsParams) => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => heard.get(params.uri)?.(params));
  /** Open a text, and wait for what is found in it. */
  const open = async (uri: string, text: string) => {
    const published = new Promise<PublishDiagnosticsParams>((resolve) => heard.set(uri, resolve));
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: "dockerfile", version: 1, text },
    });
    return (await published).diagnostics.map((it) => it.code);
  };
  connection.listen();
  const { serverInfo } = await connection.sendRequest(new RequestType<object, InitializeResult, void>(InitializeRequest.method), {
    processId: null,
    workspaceFolders,
    capabilities: { textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } } },
  });
  assert.equal(serverInfo?.name, "dockwright");
  await connection.sendNotification(InitializedNotification.type, {});
  const textDocument = { uri: `${folder}/Dockerfile` };
  assert.ok((await open(textDocument.uri, TEXT)).includes("copy-source-before-deps"));

  const actions = (await connection.sendRequest(CodeActionRequest.type, {
    textDocument,
    range: WHOLE,
    context: { diagnostics: [] },
  })) as CodeAction[];
  const action = actions.find((it) => it.title.startsWith(`Copy ${manifests} before npm ci`));
  const edits = action?.edit?.changes?.[textDocument.uri] ?? [];
  assert.match(applied(edits), /^WORKDIR \/app\nCOPY package\S*\.json .*\nRUN npm ci\nCOPY \. \.\n$/m);

  const hover = await connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 2, character: 1 } });
  assert.match(JSON.stringify(hover), /COPY/);

  const completions = (await connection.sendRequest(CompletionRequest.type, {
    textDocument,
    position: { line: 4, character: 0 },
  })) as CompletionList;
  assert.ok(completions.items.some((it) => it.label === "HEALTHCHECK"));

  // What goes too deep for WebAssembly's stack would be the end of it.
  const deep = `FROM a:1\nCMD ${"[".repeat(50_000)}\nENV A=${"${A:-".repeat(20_000)}\nRUN ${"$(".repeat(20_000)}\n`;
  assert.ok((await open(`${folder}/deep.Dockerfile`, deep)).length > 0);
  connection.dispose();
}

function applied(edits: readonly TextEdit[]): string {
  const lines = TEXT.split("\n");
  const offset = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, it) => sum + it.length + 1, character);
  return [...edits]
    .sort((one, other) => offset(other.range.start) - offset(one.range.start))
    .reduce((text, it) => text.slice(0, offset(it.range.start)) + it.newText + text.slice(offset(it.range.end)), TEXT);
}
