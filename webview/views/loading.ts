import type { WorkProgress } from '../../src/protocol/index.js';
import { button, element } from '../element.js';
import { progressShare, progressWords } from '../format.js';

/**
 * What is read, in the file's units, and Cancel. Made once: a button that is replaced ten times a second takes no click.
 */
export class ProgressRow {
  readonly element: HTMLElement;
  private readonly what = element('span', {});
  private readonly rest = element('span', { class: 'quiet' });

  constructor(onCancel: () => void) {
    this.element = element(
      'div',
      { class: 'progress-row', 'data-part': 'progress' },
      element('span', {}, this.what, ' ', this.rest),
      button('Cancel', onCancel, { secondary: true, 'data-part': 'cancel' }),
    );
  }

  update(progress: WorkProgress | null): void {
    const { what, rest } = progressWords(progress);
    this.what.textContent = what;
    // A line may end between two facts, not inside of one.
    this.rest.textContent = rest.replaceAll(' ', '\u00a0').replaceAll('\u00a0·\u00a0', ' · ');
  }
}

/** The bar of 2 px on the tab line. Where the share is not known it stands full and faint: nothing is made up. */
export function progressBar(progress: WorkProgress | null): HTMLElement {
  const share = progressShare(progress);
  const bar = element('div', { class: share === null ? 'bar unknown' : 'bar' });
  bar.style.width = `${Math.round((share ?? 1) * 1000) / 10}%`;
  const attributes = { class: 'bar-track', role: 'progressbar', 'aria-label': 'Work done' };
  const value = share === null ? {} : { 'aria-valuenow': Math.round(share * 100) };
  return element('div', { ...attributes, ...value }, bar);
}

/** Grey shapes in the geometry of the result. They do not shimmer. */
export function skeleton(): HTMLElement {
  const bars = (...classes: string[]) => classes.map((name) => element('span', { class: `ghost ${name}` }));
  const row = () =>
    element('div', { class: 'ghost-row' }, ...bars('term', 'number', 'number', 'mark', 'number'));
  return element(
    'div',
    { class: 'skeleton', 'aria-hidden': 'true' },
    ...bars('picture', 'words', 'words short'),
    row(),
    row(),
    row(),
    row(),
  );
}

/** The metric strip before there are numbers. */
export function metricGhosts(): HTMLElement[] {
  return ['w1', 'w2', 'w3', 'w4', 'made'].map((name) =>
    element('span', { class: `ghost metric-ghost ${name}` }),
  );
}
