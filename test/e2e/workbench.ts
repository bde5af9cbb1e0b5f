import assert from 'node:assert/strict';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type RunningCodeServer, workbenchUrl } from '../../scripts/e2e/code-server.mjs';

/** VS Code's window in the browser, in the words of somebody who uses it. */
export class Workbench {
  private shots = 0;

  private constructor(
    readonly page: Page,
    private readonly folder: string,
    private readonly screenshots: { folder: string; prefix: string },
  ) {}

  static async open(
    browser: Browser,
    server: RunningCodeServer,
    folder: string,
    screenshots: { folder: string; prefix: string },
  ): Promise<Workbench> {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(workbenchUrl({ origin: server.origin, folder }));
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    return new Workbench(page, folder, screenshots);
  }

  /** Opens a file by its path and puts the cursor there. Lines and columns are 1-based. */
  async openFile(file: string, { line, column }: { line: number; column: number }): Promise<void> {
    // The whole path needs no file search, and so no search binary.
    await this.answerQuickInput('Control+p', `${path.join(this.folder, file)}:${line}:${column}`, path.basename(file));
    await this.page.locator('.tabs-container .tab.active', { hasText: path.basename(file) }).waitFor();
    await this.editorLines().first().waitFor();
    await this.page.locator('.editor-instance .cursor').first().waitFor();
  }

  async runCommand(title: string): Promise<void> {
    await this.answerQuickInput('F1', `>${title}`, title);
  }

  editorLines(text?: string): Locator {
    return this.page.locator('.editor-instance .view-line', text === undefined ? {} : { hasText: text });
  }

  /** The squiggles that are drawn under the one visible line with this text. */
  async squigglesUnder(text: string): Promise<Box[]> {
    const [line] = await boxesOf(this.editorLines(text));
    if (!line) return [];
    const squiggles = this.page
      .locator('.editor-instance')
      .locator('.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint');
    return (await boxesOf(squiggles)).filter(
      ({ y, height }) => y + height / 2 > line.y && y + height / 2 < line.y + line.height,
    );
  }

  async waitForSquiggleUnder(text: string): Promise<Box> {
    return eventually(`a squiggle under: ${text}`, async () => (await this.squigglesUnder(text))[0]);
  }

  /** Where no squiggle is must be looked at twice: an edit takes them all away for a moment. */
  async waitForNoSquiggleUnder(text: string): Promise<void> {
    let since: number | undefined;
    await eventually(`no squiggle under: ${text}`, async () => {
      if ((await this.squigglesUnder(text)).length > 0) since = undefined;
      else since ??= Date.now();
      return since !== undefined && Date.now() - since > 1500 ? true : undefined;
    });
  }

  async hover({ x, y, width, height }: Box): Promise<Locator> {
    // A hover begins with a movement inside the text; one jump onto it is not enough.
    await this.page.mouse.move(x + width / 2 + 3, y + height / 2);
    await this.page.mouse.move(x + width / 2, y + height / 2);
    const hover = this.page.locator('.monaco-hover:not(.hidden)').first();
    await hover.waitFor();
    return hover;
  }

  async endHover(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.mouse.move(5, 5);
    await this.page.locator('.monaco-hover:not(.hidden)').first().waitFor({ state: 'hidden' });
  }

  /** Opens the quick-fix menu at the cursor; returns its rows. */
  async openQuickFixes(): Promise<Locator> {
    await this.page.keyboard.press('Control+.');
    const rows = this.page.locator('.action-widget:not(.action-list-submenu-panel) .monaco-list-row.action');
    await rows.first().waitFor();
    return rows;
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
    await this.page.locator('.tabs-container .tab.active.dirty').waitFor({ state: 'detached' });
  }

  /** The rows of the Problems panel that the filter leaves: a long list draws only what is scrolled into view. */
  async openProblems(filter: string): Promise<Locator> {
    const panel = this.page.locator('.part.panel');
    if (!(await panel.locator('.markers-panel').isVisible())) await this.page.keyboard.press('Control+Shift+M');
    await panel.locator('.markers-panel').waitFor();
    await panel.locator('.viewpane-filter input').fill(filter);
    return panel.locator('.markers-panel .monaco-list-row');
  }

  async closePanel(): Promise<void> {
    if (!(await this.page.locator('.part.panel').isVisible())) return;
    await this.page.keyboard.press('Control+j');
    await this.page.locator('.part.panel').waitFor({ state: 'hidden' });
  }

  async screenshot(name: string): Promise<void> {
    this.shots += 1;
    const number = String(this.shots).padStart(2, '0');
    await this.page.screenshot({
      path: path.join(this.screenshots.folder, `${this.screenshots.prefix}-${number}-${name}.png`),
    });
  }

  /** A menu that a failed test leaves open shall not stand in the way of the next one. */
  async recordFailure(test: string): Promise<void> {
    await this.screenshot(`FAILED-${test.replace(/\W+/g, '-')}`);
    await this.page.keyboard.press('Escape');
  }

  /** At the cursor, key by key. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  private async answerQuickInput(key: string, text: string, row: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input.input');
    // The focused row, because that is what Enter takes: at first the list still answers the text before this one.
    const focused = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row });
    await eventually(`${row} in the quick input`, async () => {
      await this.page.keyboard.press(key);
      await input.fill(text);
      const offered = await focused.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      // An open list does not learn of commands that an extension brings later.
      if (!offered) await this.page.keyboard.press('Escape');
      return offered || undefined;
    });
    await input.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Of those that are still there when they are measured: the editor draws its lines anew all the time. */
async function boxesOf(locator: Locator): Promise<Box[]> {
  const boxes = await Promise.all(
    (await locator.all()).map(each => each.boundingBox({ timeout: 500 }).catch(() => null)),
  );
  return boxes.filter(box => box !== null);
}

/** The workbench tells nobody when it has drawn something: look until it is there. */
export async function eventually<T>(what: string, read: () => Promise<T | undefined>, patience = 30_000): Promise<T> {
  for (const deadline = Date.now() + patience; ; await new Promise(resolve => setTimeout(resolve, 100))) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > deadline) assert.fail(`after ${patience / 1000} s still not: ${what}`);
  }
}
