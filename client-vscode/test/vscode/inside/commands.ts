/** The commands of the extension, as the palette runs them. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { test, until } from "../shared/suite";
import { at, found, open, put, reads, replace, write } from "./editing";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: Record<string, unknown> }[] }[];
  };
}

function extension(): vscode.Extension<unknown> {
  const it = vscode.extensions.getExtension("dockwright.dockwright");
  assert(it);
  return it;
}

/** The tabs that are open, by what stands on them. */
function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
}

test("each command of the manifest is there", async () => {
  const known = new Set(await vscode.commands.getCommands(true));
  const { commands } = (extension().packageJSON as Manifest).contributes;
  assert.deepEqual(
    commands.map((it) => it.command).filter((it) => !known.has(it)),
    [],
  );
});

test("all that is safe is fixed by a command", async () => {
  const document = await open("fix-file/Dockerfile", "FROM debian:12.5\nMAINTAINER b\nADD app.py /srv/\n");
  await found(document, "add-instead-of-copy");
  await vscode.commands.executeCommand("dockwright.fixFile");
  await reads(document, (text) => text.includes("\nCOPY app.py /srv/\n") && !text.includes("MAINTAINER"));
});

test("a stage is put in order for the cache by a command", async () => {
  write("order-stage/package.json", "{}");
  write("order-stage/package-lock.json", "{}");
  const document = await open("order-stage/Dockerfile", "FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nUSER node\n");
  await found(document, "copy-source-before-deps");
  put(at(document, "RUN npm ci"));
  await vscode.commands.executeCommand("dockwright.orderStage");
  await reads(document, (text) => /\nCOPY package\.json package-lock\.json \.\/\nRUN npm ci\n(?:.*\n)*COPY \. \.\n/.test(text));
});

test("the syntax tree is shown beside the file, and follows it", async () => {
  const document = await open("tree/Dockerfile", "FROM debian:12.5\nUSER one\n");
  await vscode.commands.executeCommand("dockwright.showSyntaxTree");
  const tree = await until("the tree", () =>
    vscode.workspace.textDocuments.find((it) => it.uri.scheme === "dockwright-tree"),
  );
  await reads(tree, (text) => text.includes("User") && text.includes("'one'"));
  await replace(document, "one", "another");
  await reads(tree, (text) => text.includes("'another'"));
});

test("the page of the rule at the cursor is shown", async () => {
  const document = await open("page/Dockerfile", "FROM debian:12.5\nADD app.py /srv/\n");
  put((await found(document, "add-instead-of-copy")).range.start);
  await vscode.commands.executeCommand("dockwright.showRule");
  await until("its page", () => tabs().some((it) => it.includes("add-instead-of-copy")));
});

test("the walkthrough opens, and its pictures are there", async () => {
  const { walkthroughs } = (extension().packageJSON as Manifest).contributes;
  const pictures = walkthroughs.flatMap((it) => it.steps.flatMap((step) => step.media["svg"] ?? step.media["image"]));
  assert(pictures.length > 0);
  for (const it of pictures) {
    assert(typeof it === "string" && existsSync(join(extension().extensionPath, it)), String(it));
  }
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", "dockwright.dockwright#start", false);
  await until("the walkthrough", () => tabs().some((it) => /walkthrough|get started|welcome/i.test(it)));
});

test("a line break continues an instruction, and comments are made by the command for them", async () => {
  const document = await open("breaks/Dockerfile", "FROM debian:12.5\nRUN make \\");
  put(at(document, "\\", 1));
  await vscode.commands.executeCommand("type", { text: "\n" });
  await vscode.commands.executeCommand("type", { text: "&& make install" });
  await reads(document, (text) => text.endsWith("RUN make \\\n    && make install"));
  put(at(document, "FROM"));
  await vscode.commands.executeCommand("editor.action.commentLine");
  await reads(document, (text) => text.startsWith("# FROM debian:12.5\n"));
});
