/** VS Code's window as its user sees it: keys, mouse, and what is shown. */

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { until } from "../shared/suite";

/** A line of the editor, an element of the page: where it is drawn, and its text. */
interface Line {
  readonly style: { readonly top: string };
  readonly textContent: string;
}

/** One window with one folder open. */
export class Workbench {
  readonly page: Page;
  readonly #folder: string;

  private constructor(page: Page, folder: string) {
    this.page = page;
    this.#folder = folder;
  }

  /** Open `folder` in the VS Code at `url`. */
  static async open(page: Page, url: string, folder: string): Promise<Workbench> {
    await page.goto(`${url}?folder=${encodeURIComponent(folder)}`, { waitUntil: "domcontentloaded" });
    await page.locator(".explorer-folders-view").waitFor();
    return new Workbench(page, folder);
  }

  /** Open a file, alone; its text is shown and keys go to it. */
  async openFile(name: string): Promise<void> {
    const text = readFileSync(join(this.#folder, name), "utf8");
    await this.command("View: Close All Editors");
    await this.page.locator(".tabs-container .tab").first().waitFor({ state: "detached" });
    const row = this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${name}"]`).first();
    await this.#ask("Control+p", name, row);
    await this.page.keyboard.press("Enter");
    await this.page.locator(`.tab.active[data-resource-name="${basename(name)}"]`).waitFor();
    await this.reads((shown) => shown === text);
    await this.#focused();
  }

  /** Run the command that the palette lists as `title`. */
  async command(title: string): Promise<void> {
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    await this.#ask("F1", `>${title}`, row);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** Put the cursor in the line and column that people count from 1. */
  async put(line: number, column: number): Promise<void> {
    await this.#ask("Control+g", `:${line}:${column}`, this.page.locator(".quick-input-widget"));
    await this.page.keyboard.press("Enter");
    const place = this.page.locator("#status\\.editor\\.selection", { hasText: `Ln ${line}, Col ${column}` });
    await place.waitFor();
    await this.#focused();
  }

  /** Wait until the text of the active editor fulfils `condition`; of a long one only what is shown counts. */
  async reads(condition: (text: string) => boolean): Promise<void> {
    let shown = "";
    try {
      await until("another text", async () => condition((shown = await this.#text())));
    } catch (error) {
      throw new Error(`the editor shows:\n${shown}`, { cause: error });
    }
  }

  /** Save, and wait until the file on the disk fulfils `condition`. */
  async save(name: string, condition: (text: string) => boolean): Promise<void> {
    await this.page.keyboard.press("Control+s");
    await this.page.locator(".tab.active:not(.dirty)").waitFor();
    const file = join(this.#folder, name);
    try {
      await until("the file on the disk", () => condition(readFileSync(file, "utf8")));
    } catch (error) {
      throw new Error(`the file says:\n${readFileSync(file, "utf8")}`, { cause: error });
    }
  }

  /** Wait for findings underlined in the text. */
  async squiggles(): Promise<void> {
    await this.page.locator(".monaco-editor .squiggly-warning").first().waitFor({ state: "attached" });
  }

  /** Open the list of problems, and wait for one that says `text`. */
  async problem(text: string): Promise<Locator> {
    const panel = this.page.locator(".markers-panel");
    // With the panel in focus the same key would close it.
    if (!(await panel.isVisible())) {
      await this.pressUntil("Control+Shift+M", panel);
    }
    const row = panel.locator(".monaco-list-row", { hasText: text }).first();
    await row.waitFor();
    return row;
  }

  /** Open the menu of fixes at the cursor; return the one that says `title`. */
  async fix(title: string): Promise<Locator> {
    const entry = this.page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first();
    await this.#until(entry, async () => {
      // In a menu that is open the same key would take the first entry.
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+.");
    });
    return entry;
  }

  /** Move the mouse over the first word `word` of the text; return what appears there and says `text`. */
  async hover(word: string, text: string): Promise<Locator> {
    const place = this.page.locator(".monaco-editor .view-line span > span", { hasText: word }).first();
    const shown = this.page.locator(".monaco-hover:not(.hidden) .hover-contents", { hasText: text }).first();
    await this.#until(shown, async () => {
      await this.page.mouse.move(0, 0);
      await place.hover();
    });
    return shown;
  }

  /** Press `key` until `wanted` is there: a key is lost that is pressed while the focus moves. */
  async pressUntil(key: string, wanted: Locator): Promise<void> {
    await this.#until(wanted, () => this.page.keyboard.press(key));
  }

  async #until(wanted: Locator, act: () => Promise<void>): Promise<void> {
    for (let attempt = 1; attempt < 6; attempt++) {
      await act();
      try {
        await wanted.waitFor({ timeout: 3000 });
        return;
      } catch {
        // Once more.
      }
    }
    await act();
    await wanted.waitFor();
  }

  /** Open the box for quick input by `key`, say `text` there, and wait for `wanted`. */
  async #ask(key: string, text: string, wanted: Locator): Promise<void> {
    const input = this.page.locator(".quick-input-widget:visible .quick-input-box input");
    await this.pressUntil(key, input);
    await input.fill(text);
    await wanted.waitFor();
  }

  async #focused(): Promise<void> {
    await this.page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
  }

  async #text(): Promise<string> {
    const lines = this.page.locator(".editor-group-container.active .editor-instance .view-line");
    const placed = await lines.evaluateAll((elements: Line[]) =>
      elements.map((it) => [parseFloat(it.style.top), it.textContent] as const),
    );
    return placed
      .sort(([one], [other]) => one - other)
      .map(([, text]) => text.replaceAll("\u00a0", " "))
      .join("\n");
  }
}
