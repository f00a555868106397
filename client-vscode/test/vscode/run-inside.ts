/**
 * Start a VS Code that runs the tests of test/vscode/inside within its extension host, and print how they went.
 *
 * The extension under test is the unpacked package, as users get it. A test inside cannot press what only the window
 * has; it asks for that in its report, and it is done here.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { words, type Line } from "./shared/report";
import { openBrowser } from "./outside/browser";
import { startServer } from "./outside/servers";
import { PATIENCE_IN_MS, surroundings } from "./outside/surroundings";

async function main(): Promise<number> {
  const told = surroundings();
  const server = await startServer(told, told.run !== "untrusted");
  const [browser, page] = await openBrowser(told);
  const host = new URL(server.url).host;
  const remote = (path: string) => `vscode-remote://${host}${path}`;
  const payload = [
    ["extensionDevelopmentPath", remote(told.extension)],
    ["extensionTestsPath", remote(join(__dirname, "inside", `${told.run}.js`))],
  ];
  const workspace = join(told.work, "project.code-workspace");
  const query = new URLSearchParams({
    ...(existsSync(workspace) ? { workspace } : { folder: join(told.work, "project") }),
    payload: JSON.stringify(payload),
  });
  let failed = 0;
  try {
    await page.goto(`${server.url}?${query.toString()}`, { waitUntil: "domcontentloaded" });
    for await (const line of lines(join(told.work, "report"))) {
      if ("wanted" in line) {
        await trustTheWorkspace(page);
      } else {
        failed += Number("failed" in line);
        console.log(words(line));
      }
    }
  } catch (error) {
    failed += 1;
    console.log(error);
  } finally {
    await page.screenshot({ path: join(told.pictures, `inside-${told.run}.png`) });
    await browser.close();
    server.stop();
  }
  return failed === 0 ? 0 : 1;
}

/** The lines of the report as they come, up to its end. */
async function* lines(report: string): AsyncGenerator<Line> {
  let seen = 0;
  let last = Date.now();
  while (Date.now() - last < 2 * PATIENCE_IN_MS) {
    const whole = existsSync(report) ? readFileSync(report, "utf8").split("\n").slice(0, -1) : [];
    for (const text of whole.slice(seen)) {
      const line = JSON.parse(text) as Line;
      if ("end" in line) {
        return;
      }
      yield line;
      last = Date.now();
    }
    seen = whole.length;
    await pause(50);
  }
  throw new Error("Nothing more was heard from inside");
}

/** Press what a user presses in a workspace that is not trusted. */
async function trustTheWorkspace(page: Page): Promise<void> {
  await page.locator(".workspace-trust-editor").getByRole("button", { name: "Trust", exact: true }).first().click();
}

void main().then((code) => process.exit(code));
