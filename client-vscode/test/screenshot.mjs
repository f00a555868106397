// Take docs/images/vscode.png: examples/node in a real VS Code, with its findings and the fixes for one of them.
//
//   npm install --no-save playwright-core
//   node test/screenshot.mjs URL FOLDER PICTURE
//
// URL: a VS Code for the browser (code-server, say) on this machine, with dockwright.vsix installed and nothing left to
// ask; breadcrumbs, minimap and sticky scrolling switched off.
// FOLDER: a copy of examples/node; its Dockerfile is changed.
// What it takes has 16 million colours; 256 are enough, and a third of the bytes.
// The variable CHROMIUM names the browser, /usr/bin/chromium by default.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [url, folder, picture] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), "dockwright-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  viewport: { width: 940, height: 740 },
  deviceScaleFactor: 2,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
  ],
});
const page = browser.pages()[0];

/** Put the cursor on `line` and `column`, and open the menu of the fixes there; it has one that says `fix`. */
async function openFixes(line, column, fix) {
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget input").first().fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.locator(".monaco-editor.focused").first().waitFor();
  const entry = page.locator(".action-widget .monaco-list-row.action", { hasText: fix }).first();
  // A key that is pressed while the focus moves is lost.
  for (let attempt = 0; attempt < 5 && !(await entry.isVisible()); attempt++) {
    await page.keyboard.press("Control+.");
    await entry.waitFor({ timeout: 2000 }).catch(() => undefined);
  }
  return entry;
}

try {
  await page.goto(`${url}?folder=${encodeURIComponent(folder)}`);
  const file = page.locator('.explorer-folders-view .monaco-list-row[aria-label^="Dockerfile"]').first();
  await file.dblclick();
  await page.locator(".monaco-editor .squiggly-warning").first().waitFor({ state: "attached" });
  await page.keyboard.press("Control+Shift+M");
  await page.locator(".markers-panel .monaco-list-row").nth(2).waitFor();
  await page.keyboard.press("Control+b");
  await page.locator(".monaco-editor .view-line").first().click();
  await (await openFixes(12, 13, "Move the comment")).click();
  await page.locator(".markers-panel .monaco-list-row", { hasText: "copy-source-before-deps" }).waitFor();
  await page.keyboard.press("Control+s");
  await page.locator(".tab.active:not(.dirty)").waitFor();
  await (await openFixes(13, 6, "Copy package.json")).waitFor();
  await page.mouse.move(700, 40);
  await page.waitForTimeout(1500);
  // Without the bars around it: what is left is the editor and the panel below.
  const { x, y, width } = await page.locator(".part.editor").boundingBox();
  const status = await page.locator(".part.statusbar").boundingBox();
  await page.screenshot({ path: picture, clip: { x, y, width, height: status.y - y } });
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
