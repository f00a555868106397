/** Take the picture that the README shows: examples/node with its findings, and the fixes for one of them. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser } from "./outside/browser";
import { inFewColours } from "./outside/palette";
import { startCodeServer } from "./outside/servers";
import { surroundings } from "./outside/surroundings";
import { Workbench } from "./outside/workbench";
import { words } from "./shared/report";
import { runAll, test } from "./shared/suite";

const SETTINGS = {
  "breadcrumbs.enabled": false,
  "editor.codeLens": false,
  "editor.cursorBlinking": "solid",
  "editor.inlayHints.enabled": "off",
  "editor.minimap.enabled": false,
  "editor.scrollBeyondLastLine": false,
  "editor.stickyScroll.enabled": false,
  "workbench.colorTheme": "Default Dark Modern",
};

async function main(): Promise<number> {
  const told = surroundings();
  const server = await startCodeServer(told, SETTINGS);
  const [browser, page] = await openBrowser(told, { width: 940, height: 740, fineness: 2 });
  let failed = 0;
  test("a picture is taken", async () => {
    const window = await Workbench.open(page, server.url, join(told.work, "project"));
    await window.openFile("Dockerfile");
    await window.squiggles();
    await window.problem("ADD of a local file");
    await window.command("View: Toggle Primary Side Bar Visibility");
    await page.locator(".part.sidebar").waitFor({ state: "hidden" });
    await window.put(12, 13);
    await (await window.fix("Move the comment")).click();
    await window.problem("copy-source-before-deps");
    await window.save("Dockerfile", (text) => text.includes("# the sources\nCOPY . .\n"));
    await window.put(13, 6);
    await window.fix("Copy package.json");
    await page.mouse.move(700, 40);
    // What is fading away is no longer there once the page stands still.
    await page.locator(".monaco-hover:not(.hidden)").first().waitFor({ state: "hidden" });
    writeFileSync(join(told.pictures, "readme.png"), await editorAndPanel(page));
  });
  try {
    await runAll((line) => {
      failed += Number("failed" in line);
      console.log(words(line) ?? "");
    });
  } finally {
    await browser.close();
    server.stop();
  }
  return failed === 0 ? 0 : 1;
}

/** A picture without the bars around: what is left is the editor and the panel below. */
async function editorAndPanel(page: Page): Promise<Buffer> {
  const editor = await page.locator(".part.editor").boundingBox();
  const status = await page.locator(".part.statusbar").boundingBox();
  if (editor === null || status === null) {
    throw new Error("There is no editor to be seen");
  }
  const clip = { x: editor.x, y: editor.y, width: editor.width, height: status.y - editor.y };
  return inFewColours(await page.screenshot({ clip }));
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.log(error);
    process.exit(1);
  },
);
