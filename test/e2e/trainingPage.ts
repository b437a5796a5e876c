import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../eventually.js';
import type { Workbench } from './workbench.js';

/** The Training view: what a user sets, starts and reads in it. */
export class TrainingPage {
  constructor(private readonly workbench: Workbench) {}

  part(name: string): Locator {
    return this.workbench.panel.part(name);
  }

  /** Fits the file from its text and opens the view. */
  async open(file: string): Promise<void> {
    const { workbench } = this;
    await workbench.openFile(file);
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    await workbench.panel.openView('training');
  }

  /** Where the next run is to run, for how many epochs, at full speed. */
  async choose({ backend, epochs }: { backend: 'auto' | 'cpu' | 'gpu'; epochs: number }): Promise<void> {
    await this.part('pace').selectOption('full');
    const more = this.part('more-settings');
    if ((await more.getAttribute('open')) === null) await more.locator('summary').click();
    await this.part('setting-backend').locator('select').selectOption(backend);
    const field = this.part('setting-epochs').locator('input');
    await field.fill(String(epochs));
    await field.press('Enter');
    await eventually(async () =>
      assert.match((await this.part('setting-epochs').textContent()) ?? '', /auto:/),
    );
  }

  /** Trains, and waits until the first epochs are there; the first use of a software adapter compiles for a while. */
  async begin(run: number): Promise<void> {
    await this.part('train').click();
    await eventually(async () => {
      // A short run may be over already.
      assert.match(await this.row(run), /running|finished/);
      assert.ok((await this.epochs()) >= 2);
    }, 40_000);
  }

  async epochs(): Promise<number> {
    return Number(
      /epoch ([\d,]+)/.exec((await this.part('epochs').textContent()) ?? '')?.[1]?.replace(',', ''),
    );
  }

  /** What the table says of a run. */
  async row(run: number): Promise<string> {
    const cells = this.workbench.panel.frame.locator(`[data-run="${run}"]`).locator('th, td');
    return (await cells.allTextContents()).join(' ');
  }

  async untilRow(run: number, words: RegExp, timeoutMs = 60_000): Promise<void> {
    await eventually(async () => assert.match(await this.row(run), words), timeoutMs);
  }

  /** What the last line says that ran, and why. */
  async backend(): Promise<string> {
    return (await this.part('backend').textContent()) ?? '';
  }

  /** What stands in the boxes above the settings. */
  async messages(): Promise<string> {
    return (await this.part('training-message').textContent()) ?? '';
  }

  /** The largest distance of a coefficient from the exact one, as a share of the exact one. */
  async distanceFromExact(): Promise<number> {
    const rows = await this.part('run-coefficients').locator('tbody tr').all();
    assert.ok(rows.length > 0, 'there are coefficients');
    const distances = rows.map(async (row) => {
      const [trained, exact] = (await row.locator('td').allTextContents()).map(numberIn);
      return Math.abs(trained! / exact! - 1);
    });
    return Math.max(...(await Promise.all(distances)));
  }
}

/** A number as the panel writes it. */
function numberIn(text: string): number {
  return Number(text.replaceAll('−', '-').replaceAll(',', ''));
}
