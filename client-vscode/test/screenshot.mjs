// Take docs/images/vscode.png: an example Dockerfile in a real VS Code, with findings, the Problems panel and a hover.
//
//   npm install --no-save playwright-core
//   node test/screenshot.mjs URL FOLDER PICTURE [WORD]
//
// URL: a VS Code for the browser (code-server, say) on this machine, with dockwright.vsix installed and nothing left to
// ask.
// FOLDER: the folder to open, with a Dockerfile in it. WORD: what the pointer rests on, "COPY" by default.
// The variable CHROMIUM names the browser, /usr/bin/chromium by default.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [url, folder, picture, word = "COPY"] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), "dockwright-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  viewport: { width: 1100, height: 760 },
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
  ],
});
try {
  const page = browser.pages()[0];
  await page.goto(`${url}?folder=${encodeURIComponent(folder)}`);
  const file = page.locator('.explorer-folders-view .monaco-list-row[aria-label^="Dockerfile"]').first();
  await file.dblclick();
  await page.locator(".monaco-editor .squiggly-warning").first().waitFor({ state: "attached" });
  await page.keyboard.press("Control+Shift+M");
  await page.locator(".markers-panel .monaco-list-row").nth(2).waitFor();
  await page.keyboard.press("Control+b");
  await page.locator(".monaco-editor .view-line span", { hasText: word }).last().hover();
  await page.locator(".monaco-hover:not(.hidden) .hover-contents").first().waitFor();
  await page.waitForTimeout(1500);
  // Without the bars around it: what is left is the editor and the panel below.
  const { x, y } = await page.locator(".part.editor").boundingBox();
  const status = await page.locator(".part.statusbar").boundingBox();
  await page.screenshot({ path: picture, clip: { x, y, width: 1100 - x, height: status.y - y } });
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
