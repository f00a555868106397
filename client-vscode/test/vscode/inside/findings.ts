/** Findings and what can be done about them. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { findings, found, gone, open, rangeOf, replace, write } from "./editing";
import { test, until } from "../shared/suite";

const TEXT = `FROM node:22-slim AS build
WORKDIR /app
COPY . .
RUN npm ci
RUN npm run build

FROM node:22-slim
ADD README.md /srv/
COPY --from=build /app/dist /srv/
USER node
CMD ["node", "/srv/server.js"]
`;

async function actions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range, kind.value, 20);
}

async function action(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
  title: string,
): Promise<vscode.CodeAction> {
  return until(title, async () => (await actions(document, range, kind)).find((it) => it.title === title));
}

async function apply({ edit }: vscode.CodeAction): Promise<void> {
  assert(edit, "it has no edit");
  assert(await vscode.workspace.applyEdit(edit));
}

test("a finding lies at its word, says its rule and leads to the page", async () => {
  const document = await open("word/Dockerfile", TEXT);
  const finding = await found(document, "add-instead-of-copy");
  assert.deepEqual(finding.range, rangeOf(document, "ADD"));
  assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
  assert(typeof finding.code === "object" && "target" in finding.code);
  assert.match(finding.code.target.toString(), /add-instead-of-copy/);
});

test("findings follow the text", async () => {
  const document = await open("follow/Dockerfile", TEXT);
  await found(document, "add-instead-of-copy");
  await replace(document, "ADD", "COPY");
  await gone(document, "add-instead-of-copy");
  await replace(document, "USER node\n", "");
  await found(document, "missing-user");
  await replace(document, "RUN npm run build", "RUN npm run build\nUSRE node");
  await until("an error", () => findings(document).some((it) => it.severity === vscode.DiagnosticSeverity.Error));
});

test("a Containerfile, a name with an ending and a file without a place are looked at", async () => {
  for (const name of ["names/Containerfile", "names/web.Dockerfile", "names/Dockerfile.prod"]) {
    await found(await open(name, "FROM a\nMAINTAINER b\n"), "maintainer-deprecated");
  }
  const untitled = await vscode.workspace.openTextDocument({ language: "dockerfile", content: "FROM a\nMAINTAINER b\n" });
  await found(untitled, "maintainer-deprecated");
});

test("COPY of package.json goes before npm ci", async () => {
  write("order/package.json", "{}");
  write("order/package-lock.json", "{}");
  const document = await open("order/Dockerfile", TEXT);
  const finding = await found(document, "copy-source-before-deps");
  const title = "Copy package.json and package-lock.json before npm ci";
  const fix = await action(document, finding.range, vscode.CodeActionKind.QuickFix, title);
  assert(fix.isPreferred);
  await apply(fix);
  assert(
    document.getText().includes("WORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n"),
    document.getText(),
  );
  await gone(document, "copy-source-before-deps");
});

test("a finding can be silenced from where it is", async () => {
  const document = await open("silence/Dockerfile", TEXT);
  const finding = await found(document, "add-instead-of-copy");
  const silence = await until("a way to silence it", async () =>
    (await actions(document, finding.range, vscode.CodeActionKind.QuickFix)).find((it) => /ignore|silence/i.test(it.title)),
  );
  await apply(silence);
  await gone(document, "add-instead-of-copy");
});

test("all that is safe is fixed at once", async () => {
  const document = await open("all/Dockerfile", "FROM debian:12.5\nMAINTAINER b\nADD app.py /srv/\n");
  await found(document, "add-instead-of-copy");
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const kind = vscode.CodeActionKind.SourceFixAll.append("dockwright");
  const fix = await until("a fix for all", async () => (await actions(document, whole, kind))[0]);
  await apply(fix);
  assert(document.getText().includes("\nCOPY app.py /srv/\n"), document.getText());
  await gone(document, "maintainer-deprecated");
});

test("a selection is refactored", async () => {
  const document = await open("refactor/Dockerfile", "FROM debian:12.5\nRUN apt-get update && echo done\n");
  const range = rangeOf(document, "&&");
  const split = await until("a refactoring", async () =>
    (await actions(document, range, vscode.CodeActionKind.Refactor)).find((it) => it.title.startsWith("Split the RUN")),
  );
  await apply(split);
  assert.equal(document.getText(), "FROM debian:12.5\nRUN apt-get update\nRUN echo done\n");
});
