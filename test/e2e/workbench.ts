import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ConsoleMessage, Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.js';
import { Panel } from './panel.js';

/** The four kinds of theme, by the name VS Code gives the one that stands for each here. */
export const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;
export type Theme = keyof typeof themes;

export const fitCommand = 'Fit linear regression';

/** A place right of the line numbers, in the fourth line on screen. */
const inText = { x: 100, y: 65 };

/** The window of VS Code: what a user does outside the panel. */
export class Workbench {
  /** Broken security rules, dialogs and uncaught errors, in the words of the browser. */
  private readonly troubles: string[] = [];

  constructor(
    readonly page: Page,
    readonly folder: string,
  ) {
    page.on('console', (message) => this.note(message));
    page.on('dialog', async (dialog) => {
      this.troubles.push(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on('pageerror', (error) => this.troubles.push(`uncaught: ${error.stack ?? error.message}`));
  }

  private note(message: ConsoleMessage): void {
    if (/Content Security Policy/i.test(message.text())) this.troubles.push(message.text());
  }

  /** @throws AssertionError that lists every broken rule so far. */
  assertClean(): void {
    assert.deepEqual(this.troubles, []);
  }

  get panel(): Panel {
    return new Panel(this);
  }

  async load(url: string): Promise<void> {
    await this.page.goto(`${url}?folder=${encodeURIComponent(this.folder)}`);
    await this.untilReady();
  }

  /** VS Code's own command: it keeps what panels told it to keep, where a browser's reload drops the last seconds. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.untilReady();
  }

  private async untilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.locator('.explorer-folders-view .monaco-list').waitFor({ timeout: 60_000 });
  }

  /** Writes the setting into the folder; VS Code notices by itself. */
  async setTheme(theme: Theme): Promise<void> {
    await this.writeSettings({ 'workbench.colorTheme': themes[theme] });
  }

  private async writeSettings(settings: Record<string, unknown>): Promise<void> {
    const file = path.join(this.folder, '.vscode/settings.json');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ 'files.exclude': { '.vscode': true }, ...settings }, null, 2));
  }

  explorerItem(name: string): Locator {
    return this.page.locator('.explorer-folders-view').getByRole('treeitem', { name, exact: true });
  }

  editorTab(name: string): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name }).first();
  }

  /** The text of the file on the left, wherever the focus is: what of it is on screen. */
  get text(): Locator {
    return this.page.locator('.editor-group-container .editor-instance .monaco-editor').first();
  }

  async openFile(name: string): Promise<void> {
    await this.explorerItem(name).dblclick();
    await this.editorTab(name).waitFor();
  }

  async closeAllEditors(): Promise<void> {
    await this.runCommand('View: Close All Editors');
    await this.page.locator('.editor-group-container .tab').first().waitFor({ state: 'detached' });
  }

  async fitFromEditor(item = fitCommand): Promise<void> {
    await this.chooseFromMenu(() => this.openContextMenu(), item);
  }

  async fitFromExplorer(name: string, item = fitCommand): Promise<void> {
    await this.chooseFromMenu(() => this.explorerItem(name).click({ button: 'right' }), item);
  }

  async fitFromTab(name: string, item = fitCommand): Promise<void> {
    await this.chooseFromMenu(() => this.editorTab(name).click({ button: 'right' }), item);
  }

  /** Right-clicks in the text. */
  async openContextMenu(): Promise<void> {
    await this.text.click({ button: 'right', position: inText });
  }

  menuItem(name: string): Locator {
    return this.page.locator('.monaco-menu').getByRole('menuitem', { name, exact: true });
  }

  private async chooseFromMenu(open: () => Promise<void>, name: string): Promise<void> {
    await this.untilInMenu(open, name);
    await this.menuItem(name).click();
    await this.menuItem(name).waitFor({ state: 'detached' });
  }

  /** Opens a menu until it has the item: in a window just opened, extensions may not have added theirs yet. */
  private async untilInMenu(open: () => Promise<void>, name: string): Promise<void> {
    await eventually(async () => {
      await open();
      try {
        await this.menuItem(name).waitFor({ timeout: 1500 });
      } catch (error) {
        await this.page.keyboard.press('Escape');
        throw error;
      }
    }, 30_000);
    // VS Code takes no click in the first tenth of a second of a menu.
    await this.page.waitForTimeout(150);
  }

  /** Runs a command by its title from the palette: in a window just opened, extensions may not have added theirs yet. */
  async runCommand(title: string): Promise<void> {
    const box = this.quickInput.locator('input[type=text]');
    const row = this.quickInput.locator('.monaco-list-row').filter({ hasText: title }).first();
    await eventually(async () => {
      await this.page.keyboard.press('F1');
      await box.fill(`>${title}`);
      try {
        await row.waitFor({ timeout: 3000 });
      } catch (error) {
        await this.page.keyboard.press('Escape');
        throw error;
      }
    }, 30_000);
    await this.page.keyboard.press('Enter');
  }

  /** The box at the top: palette, quick pick, and the simple file dialog. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Opens a file by its path in the dialog that is on screen. */
  async acceptOpenDialog(file: string): Promise<void> {
    const box = this.quickInput.locator('input[type=text]');
    await box.waitFor();
    // The dialog first writes its own folder into the field, at a time of its own.
    await eventually(async () => {
      await box.fill(file);
      await this.page.waitForTimeout(100);
      assert.equal(await box.inputValue(), file);
    });
    await this.page.keyboard.press('Enter');
    await eventually(async () => assert.notEqual(await box.inputValue(), file));
  }

  /** Accepts the proposed name, which must end as told; returns the whole path. */
  async acceptSaveDialog(ending: string): Promise<string> {
    const box = this.quickInput.locator('input[type=text]');
    await box.waitFor();
    await eventually(async () =>
      assert.ok((await box.inputValue()).endsWith(ending), await box.inputValue()),
    );
    const file = await box.inputValue();
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
    return file;
  }

  /** The line of the editor's cursor, as marked beside the text, wherever the focus is. */
  async activeLine(): Promise<number> {
    const number = this.page.locator('.editor-group-container .line-numbers.active-line-number').first();
    return Number(await number.textContent());
  }

  /** What the status bar says about cursor and selection: `Ln 4, Col 1 (23 selected)`. */
  get positionInStatusBar(): Locator {
    return this.page.locator('#status\\.editor\\.selection');
  }

  /** Tabs of Gaussline panels. */
  get panelTabs(): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name: /^Gaussline: / });
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-toast');
  }

  /** Puts the keyboard into the text, at its start or its end. */
  async goToEdgeOfText(edge: 'Home' | 'End'): Promise<void> {
    await this.text.click({ position: inText });
    await this.page.keyboard.press(`Control+${edge}`);
  }

  /** Makes the window as wide as it takes for the panel to have this width. */
  async setPanelWidth(width: number): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const found = await this.settledPanelWidth();
      const size = this.page.viewportSize();
      if (!size || Math.abs(found - width) < 2) return;
      await this.page.setViewportSize({ ...size, width: Math.round(size.width - 2 * (found - width)) });
    }
  }

  /** Once it stands still: measured in the middle of a layout it would be corrected twice. */
  private async settledPanelWidth(): Promise<number> {
    let last = -1;
    for (let still = 0; still < 3; ) {
      const width = (await this.panel.outer.boundingBox())?.width ?? -1;
      still = width === last ? still + 1 : 0;
      last = width;
      await this.page.waitForTimeout(100);
    }
    return last;
  }

  /** Milliseconds from a click on the menu of the text to the first chart on screen. */
  async timeOfFit(): Promise<number> {
    await this.untilInMenu(() => this.openContextMenu(), fitCommand);
    await this.menuItem(fitCommand).hover();
    const asked = performance.now();
    await this.page.mouse.down();
    await this.page.mouse.up();
    await this.panel.frame.locator('[data-chart][data-drawn="true"]').first().waitFor();
    return Math.round((await this.panel.firstDrawnAt()) - (performance.timeOrigin + asked));
  }
}
