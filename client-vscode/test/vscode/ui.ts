/**
 * A user's first hour with the extension, in VS Code's own window.
 *
 * A flavour is where the server runs: `desktop` in a Python beside VS Code, `web` in the browser itself.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "./outside/browser";
import { startCodeServer } from "./outside/servers";
import { surroundings } from "./outside/surroundings";
import { Workbench } from "./outside/workbench";
import { words } from "./shared/report";
import { runAll, test } from "./shared/suite";

const TEXT = `FROM node:22-slim AS build
WORKDIR /app
COPY . .
RUN npm ci
RUN npm run build

FROM node:22-slim
ARG PORT=8080
ADD README.md /srv/
COPY --from=build /app/dist /srv/
EXPOSE \${PORT}
USER node
CMD ["node", "/srv/server.js"]`;

/** A file for each test: they are there before the window opens, which would not find a later one at once. */
const FILES: Readonly<Record<string, string>> = {
  Dockerfile: TEXT,
  "hover.Dockerfile": TEXT,
  "completion.Dockerfile": `${TEXT}\n`,
  "rename.Dockerfile": TEXT,
  "saving.Dockerfile": TEXT.replace("RUN npm run build", "run   npm run build"),
  "outline.Dockerfile": TEXT,
  "settings.Dockerfile": TEXT,
  "status.Dockerfile": TEXT,
  "package.json": "{}",
  "package-lock.json": "{}",
};

interface Flavour {
  readonly settings: Readonly<Record<string, unknown>>;
  /** What the status says of the server that runs. */
  readonly server: RegExp;
  /** How the fix names what it copies: a browser knows no file that is not open. */
  readonly copied: string;
}

const FLAVOURS: Readonly<Record<string, Flavour>> = {
  desktop: {
    settings: {},
    server: /bundled server.*Python 3\.\d+/,
    copied: "package.json package-lock.json",
  },
  // As a VS Code that runs in a browser alone takes it.
  web: {
    settings: { "remote.extensionKind": { "dockwright.dockwright": ["web"] } },
    server: /bundled server, without Python/,
    copied: "package*.json",
  },
};

const SETTINGS = {
  // Hints would stand in the text that is read here.
  "editor.inlayHints.enabled": "off",
  "editor.minimap.enabled": false,
  "[dockerfile]": {
    "editor.formatOnSave": true,
    "editor.codeActionsOnSave": { "source.fixAll.dockwright": "explicit" },
  },
};

async function main(): Promise<number> {
  const told = surroundings();
  const flavour = FLAVOURS[told.run];
  if (flavour === undefined) {
    throw new Error(`There is no flavour ${told.run}`);
  }
  const project = join(told.work, "project");
  const pictures = join(told.pictures, told.run);
  mkdirSync(pictures, { recursive: true });
  const server = await startCodeServer(told, { ...SETTINGS, ...flavour.settings });
  const [browser, page] = await openBrowser(told);
  for (const [name, text] of Object.entries(FILES)) {
    writeFileSync(join(project, name), text);
  }
  const window = await Workbench.open(page, server.url, project);
  const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
  const { keyboard } = page;

  test("findings are underlined and listed", async () => {
    await window.openFile("Dockerfile");
    await window.squiggles();
    await window.problem("ADD of a local file");
    await window.problem("Every changed file makes");
    await picture("findings");
  });

  test("the quick fix puts COPY of package.json before npm ci", async () => {
    await window.put(3, 6);
    const { copied } = flavour;
    const fix = await window.fix(`Copy ${copied.replace(" ", " and ")} before npm ci`);
    await picture("fixes");
    await fix.click();
    await window.reads((text) =>
      text.includes(`\nWORKDIR /app\nCOPY ${copied} ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n`),
    );
    await page.locator(".markers-panel", { hasText: "Every changed file makes" }).waitFor({ state: "hidden" });
  });

  test("a hover explains the word under the mouse", async () => {
    await window.openFile("hover.Dockerfile");
    await window.squiggles();
    await window.hover("WORKDIR", "Set the working directory");
    await picture("hover");
  });

  test("a completion brings a snippet with a place to fill in", async () => {
    await window.openFile("completion.Dockerfile");
    await window.squiggles();
    await window.put(14, 1);
    await keyboard.type("cache-npm");
    const row = page.locator(".suggest-widget.visible .monaco-list-row.focused", { hasText: "npm" });
    await row.waitFor();
    await picture("completion");
    await keyboard.press("Enter");
    await window.reads((text) => text.endsWith("target=/root/.npm \\\n    npm ci --omit=dev"));
    // What is to be filled in is selected, so that typing replaces it.
    await keyboard.type(" --ignore-scripts");
    await window.reads((text) => text.endsWith("npm ci --ignore-scripts"));
  });

  test("a stage is renamed wherever it is named", async () => {
    await window.openFile("rename.Dockerfile");
    await window.squiggles();
    await window.put(1, 23);
    const box = page.locator(".rename-box input");
    await window.pressUntil("F2", box);
    await box.fill("maker");
    await picture("rename");
    await keyboard.press("Enter");
    await window.reads((text) => text.includes("-slim AS maker\n") && text.includes("\nCOPY --from=maker "));
  });

  test("saving lays out the file and fixes what is safe", async () => {
    await window.openFile("saving.Dockerfile");
    await window.squiggles();
    await window.put(12, 10);
    await keyboard.type(" ");
    await window.save(
      "saving.Dockerfile",
      (text) => text.includes("\nCOPY README.md /srv/\n") && text.includes("\nRUN npm run build\n"),
    );
    await window.reads((text) => text.includes("\nCOPY README.md /srv/\n"));
  });

  test("the outline shows the stages and what is in them", async () => {
    await window.openFile("outline.Dockerfile");
    await window.command("Explorer: Focus on Outline View");
    const rows = page.locator(".outline-tree .monaco-list-row");
    await rows.filter({ hasText: "build" }).first().waitFor();
    await rows.filter({ hasText: "npm ci" }).first().waitFor();
    await picture("outline");
  });

  test("a change of the settings is followed at once", async () => {
    await window.openFile("settings.Dockerfile");
    const row = await window.problem("ADD of a local file");
    mkdirSync(join(project, ".vscode"));
    const file = join(project, ".vscode", "settings.json");
    writeFileSync(file, '{ "dockwright.ignore": ["add-instead-of-copy"] }');
    await row.waitFor({ state: "detached" });
    await window.problem("Every changed file makes");
    writeFileSync(file, "{}");
    await window.problem("ADD of a local file");
  });

  test("the status says which server runs", async () => {
    await window.openFile("status.Dockerfile");
    await window.squiggles();
    const entry = page.locator("#status\\.languageStatus");
    await entry.hover();
    await page.locator(".hover-language-status", { hasText: flavour.server }).first().waitFor();
    await picture("status");
  });

  let failed = 0;
  try {
    await runAll(
      (line) => {
        failed += Number("failed" in line);
        console.log(words(line) ?? "");
      },
      async (name) => {
        await picture(`failed: ${name}`);
      },
    );
  } finally {
    await browser.close();
    server.stop();
  }
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.log(error);
    process.exit(1);
  },
);
