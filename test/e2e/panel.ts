import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.js';

export type View = 'fit' | 'residuals' | 'training' | 'influence' | 'predict' | 'model' | 'compare';
const tabNames = {
  ...{ fit: 'Fit', residuals: 'Residuals', training: 'Training' },
  ...{ influence: 'Influence', predict: 'Predict', model: 'Model', compare: 'Compare' },
} as const;

/** What a panel needs of the workbench around it. */
type PanelWorkbench = { page: Page; acceptSaveDialog(nameEnd: string): Promise<string> };

/** The Gaussline panel: what a user reads and clicks in it. */
export class Panel {
  constructor(private readonly workbench: PanelWorkbench) {}

  /** When the first chart was on screen, by the page's own clock, in milliseconds since 1970. */
  firstDrawnAt(): Promise<number> {
    return this.frame.locator('body').evaluate(() => {
      const marks = performance.getEntriesByType('mark').filter(({ name }) => name.startsWith('drawn '));
      return performance.timeOrigin + Math.min(...marks.map(({ startTime }) => startTime));
    });
  }

  /** The frame VS Code puts around the page; its size is the panel's. */
  get outer(): Locator {
    return this.workbench.page.locator('iframe.webview.ready:visible').first();
  }

  get frame(): FrameLocator {
    return this.outer.contentFrame().frameLocator('iframe#active-frame');
  }

  get body(): Locator {
    return this.frame.locator('body');
  }

  /** Nothing of the page reaches beyond its width. */
  async untilItFits(): Promise<void> {
    await eventually(async () => {
      const overflow = await this.body.evaluate(
        (body) => body.ownerDocument.documentElement.scrollWidth - body.clientWidth,
      );
      assert.ok(overflow <= 0, `${overflow} px too wide`);
    });
  }

  part(name: string): Locator {
    return this.frame.locator(`[data-part="${name}"]`);
  }

  /** The charts of the view that is open. */
  get charts(): Locator {
    return this.frame.locator('[data-chart]:visible');
  }

  chart(name: string): Locator {
    return this.frame.locator(`[data-chart="${name}"]:visible`).first();
  }

  /** What the panel says of one number of the model, e.g. `R² 0.651`. */
  metric(name: string): Promise<string> {
    return this.plainText(this.frame.locator(`[data-metric="${name}"]:visible`).first());
  }

  /** The row of a term in the table of coefficients, cells divided by a space. */
  async term(name: string): Promise<string> {
    const row = this.frame.locator(`[data-term="${name.replaceAll(/["\\]/g, '\\$&')}"]`).first();
    const cells = await row.locator('th, td').allTextContents();
    return plain(cells.join(' '));
  }

  async text(): Promise<string> {
    return this.plainText(this.body);
  }

  /** What a screen reader was last told. */
  liveText(): Promise<string> {
    return this.plainText(this.part('live'));
  }

  /** The formula of the fit on screen, as its table of coefficients names it. */
  private lastFormula(): Promise<string> {
    return this.part('coefficients')
      .locator('caption')
      .textContent()
      .then((text) => (text ?? '').replace(/^Coefficients of /, ''));
  }

  private async plainText(locator: Locator): Promise<string> {
    return plain((await locator.textContent()) ?? '');
  }

  /** Waits until all charts of a view are on screen. */
  async untilDrawn(view: View = 'fit'): Promise<void> {
    const charts = this.frame.locator(`[data-view="${view}"] [data-chart]:visible`);
    await charts.first().waitFor();
    await eventually(async () => {
      const drawn = await charts.evaluateAll((all) => all.map((one) => one.getAttribute('data-drawn')));
      assert.ok(drawn.length > 0 && drawn.every((state) => state === 'true'), `drawn: ${drawn}`);
    });
  }

  async openView(view: View): Promise<void> {
    await this.frame.getByRole('tab', { name: tabNames[view] }).click();
    // The Model view is words and lines, and the Predict view draws with the page itself: neither is painted.
    if (view === 'predict') await this.part('prediction').waitFor();
    else if (view === 'compare') await this.part('fits').waitFor();
    else if (view === 'model') await this.frame.locator('[data-view="model"] section').first().waitFor();
    else await this.untilDrawn(view);
  }

  /** Types a formula and fits it; the charts are on screen when this returns. */
  async fitFormula(formula: string): Promise<void> {
    const field = this.part('formula');
    await field.fill(formula);
    await field.press('Enter');
    await eventually(async () => assert.equal(await this.lastFormula(), formula));
    await this.untilDrawn();
  }

  /** Types into the formula field, until something is offered at the caret. */
  async typeFormula(formula: string): Promise<void> {
    await this.part('formula').fill(formula);
    await this.part('completion-option').first().waitFor();
  }

  /** Points at a mark of a chart; returns the line its card names. */
  async hoverSomeMark(chart: string): Promise<number> {
    const plot = this.chart(chart).locator('.plot');
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    assert.ok(box, `the chart ${chart} has a place on screen`);
    const card = this.part('hover-card');
    for (const share of searchOrder) {
      const at = { x: box.x + box.width * share.x, y: box.y + box.height * share.y };
      await this.workbench.page.mouse.move(at.x, at.y);
      if (!(await plot.evaluate((one) => one.classList.contains('on-mark')))) continue;
      await card.waitFor();
      return Number(await card.locator('.card-line .quiet').textContent());
    }
    throw new Error(`No mark was found in the chart ${chart}.`);
  }

  /** Clicks a mark of a chart; returns the line its card names. */
  async clickSomeMark(chart: string): Promise<number> {
    const line = await this.hoverSomeMark(chart);
    await this.workbench.page.mouse.down();
    await this.workbench.page.mouse.up();
    return line;
  }

  /** Points at the mark of a line: found with the arrows, then with the pointer where the chart lights it. */
  async hoverMarkOfLine(chart: string, line: number): Promise<void> {
    const { page } = this.workbench;
    const plot = this.chart(chart).locator('.plot');
    await plot.focus();
    await page.keyboard.press('End');
    for (let step = 0; !(await this.liveText()).startsWith(`line ${line}:`); step++) {
      assert.ok(step < 1000, `the chart ${chart} has a mark for line ${line}`);
      await page.keyboard.press('ArrowLeft');
    }
    const ring = await plot.locator('.lit .ring').last().boundingBox();
    assert.ok(ring, `the mark of line ${line} is lit`);
    await plot.blur(); // from here on it is the pointer's
    await page.mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2);
    await this.part('hover-card').waitFor();
  }

  /** Lights no mark any more. */
  async clearSelection(): Promise<void> {
    await this.frame.locator('.plot:visible').first().focus();
    await this.workbench.page.keyboard.press('Escape');
    await this.workbench.page.mouse.move(2, 2);
    await this.part('hover-card').waitFor({ state: 'detached' });
  }

  /** The share of a chart's pixels that are painted. */
  paintedShare(chart: string): Promise<number> {
    return this.chart(chart)
      .locator('canvas')
      .first()
      .evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return 0;
        const { width, height } = canvas;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
        let painted = 0;
        for (let i = 3; i < pixels.length; i += 4) if (pixels[i] !== 0) painted++;
        return painted / (width * height);
      });
  }

  /** Saves a chart through its menu and VS Code's dialog; returns the bytes of the file. */
  async saveChart(chart: string, kind: 'svg' | 'png' | 'csv'): Promise<Buffer> {
    const card = this.chart(chart);
    await card.hover();
    await card.locator('[data-part="chart-menu"]').click();
    await card.locator(`[data-part="save-${kind}"]`).click();
    const file = await this.workbench.acceptSaveDialog(`-${chart}.${kind}`);
    let bytes = Buffer.alloc(0);
    await eventually(() => {
      bytes = readFileSync(file);
      assert.ok(bytes.length > 0, `${file} is empty`);
    });
    return bytes;
  }
}

/** Where a pointer looks for a mark, as shares of width and height: from the middle of the cloud outwards. */
const searchOrder = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65].flatMap((x) =>
  [0.5, 0.55, 0.45, 0.6, 0.4, 0.65, 0.35, 0.7].map((y) => ({ x, y })),
);

/** Text with one space between words and a plain minus. */
function plain(text: string): string {
  return text.replaceAll('−', '-').replaceAll(/\s+/g, ' ').trim();
}
