import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench.js';

/** The Gaussline panel: what a user reads and clicks in it. */
export class Panel {
  constructor(private readonly workbench: Workbench) {}

  /** The frame VS Code puts around the webview; its size is the panel's. */
  get outer(): Locator {
    return this.workbench.page.locator('iframe.webview.ready:visible').first();
  }

  get frame(): FrameLocator {
    return this.outer.contentFrame().frameLocator('iframe#active-frame');
  }

  part(name: string): Locator {
    return this.frame.locator(`[data-part="${name}"]`);
  }

  get charts(): Locator {
    return this.frame.locator('[data-chart]:visible');
  }

  chart(name: string): Locator {
    return this.frame.locator(`[data-chart="${name}"]`);
  }

  metric(name: string): Locator {
    return this.frame.locator(`[data-metric="${name}"]`);
  }

  term(name: string): Locator {
    return this.frame.locator(`[data-term="${name.replaceAll('"', '\\"')}"]`);
  }

  /** Waits for a result, all of whose charts are on screen. */
  async untilDrawn(view: 'fit' | 'residuals' = 'fit'): Promise<void> {
    await this.frame.locator(`[data-view="${view}"] [data-drawn="true"]`).first().waitFor();
    await this.frame
      .locator(`[data-view="${view}"] [data-chart]:not([data-drawn="true"])`)
      .waitFor({ state: 'detached' });
  }

  async openView(name: 'Fit' | 'Residuals'): Promise<void> {
    await this.frame.getByRole('tab', { name }).click();
    await this.untilDrawn(name === 'Fit' ? 'fit' : 'residuals');
  }
}
