import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../eventually.js';
import type { Workbench } from './workbench.js';

/** The places of the Training view where studies are made: what a user starts and reads there. */
export class LaboratoryPage {
  constructor(private readonly workbench: Workbench) {}

  part(name: string): Locator {
    return this.workbench.panel.part(name);
  }

  /** The card of a kind of study. */
  study(kind: string): Locator {
    return this.workbench.panel.frame.locator(`[data-study="${kind}"]`);
  }

  /** Fits the file from its text, and opens a tab of the Training view. */
  async open(file: string, tab: string): Promise<void> {
    const { workbench } = this;
    await workbench.openFile(file);
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    await workbench.panel.openView('training');
    await this.part(`tab-${tab}`).click();
  }

  async start(kind: string): Promise<void> {
    await this.part(`start-${kind}`).click();
  }

  /** The first study of a kind has come to its end. */
  async untilDone(kind: string, timeoutMs = 60_000): Promise<void> {
    const state = () => this.study(kind).getAttribute('data-state');
    await eventually(async () => assert.equal(await state(), 'finished'), timeoutMs);
  }

  async untilDrawn(kind: string): Promise<void> {
    const charts = this.study(kind).locator('[data-chart]');
    await eventually(async () => {
      const drawn = await charts.evaluateAll((all) => all.map((one) => one.getAttribute('data-drawn')));
      assert.ok(drawn.length > 0 && drawn.every((state) => state === 'true'), `drawn: ${drawn}`);
    });
  }

  async text(kind: string): Promise<string> {
    return ((await this.study(kind).textContent()) ?? '').replaceAll('−', '-').replaceAll(/\s+/g, ' ');
  }

  async untilText(kind: string, words: RegExp, timeoutMs = 30_000): Promise<void> {
    await eventually(async () => assert.match(await this.text(kind), words), timeoutMs);
  }

  /** The rows of its table, a list of cells to each. */
  async rows(kind: string): Promise<string[][]> {
    const rows = await this.study(kind).locator('.study-table tbody tr').all();
    return Promise.all(rows.map(async (row) => (await row.locator('th, td').allTextContents()).map(plain)));
  }
}

function plain(text: string): string {
  return text.replaceAll('−', '-').trim();
}
