/** A browser with a profile of its own, which shows one VS Code. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { PATIENCE_IN_MS, type Surroundings } from "./surroundings";

/** How large the window is, and how fine its pixels. */
export interface Window {
  readonly width: number;
  readonly height: number;
  readonly fineness?: number;
}

const ORDINARY: Window = { width: 1280, height: 800 };
// Nothing that would ask the network, the graphics of the machine or its small shared memory.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Open a browser. */
export async function openBrowser(
  { browser, work }: Surroundings,
  { width, height, fineness = 1 }: Window = ORDINARY,
): Promise<[BrowserContext, Page]> {
  const profile = join(work, "profile");
  mkdirSync(profile, { recursive: true });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser,
    viewport: { width, height },
    deviceScaleFactor: fineness,
    args: FLAGS,
  });
  context.setDefaultTimeout(PATIENCE_IN_MS);
  return [context, context.pages()[0] ?? (await context.newPage())];
}
