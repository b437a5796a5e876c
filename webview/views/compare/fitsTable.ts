import {
  formatCount,
  formatRSquared,
  type RememberedFit,
  settingWords,
} from '../../../src/protocol/index.js';
import { element, icon, listening } from '../../element.js';
import { menuButton } from '../menu.js';
import type { CompareActions } from './compareActions.js';

type Pair = readonly [RememberedFit, RememberedFit] | null;
const SIDES = ['A', 'B'] as const;

/** The fits of the file, the newest first: which are A and B, which are kept, and what they are called. */
export class FitsTable {
  readonly element = element('section', { class: 'fits', 'data-part': 'fits' });
  private built = '';

  constructor(private readonly actions: CompareActions) {}

  update(fits: readonly RememberedFit[], pair: Pair): void {
    const key = JSON.stringify([fits.map(({ digest: _, ...fit }) => fit), pair?.map(({ id }) => id)]);
    if (key === this.built) return;
    this.built = key;
    const focused = this.element.contains(document.activeElement) ? focusOf(document.activeElement) : null;
    this.element.replaceChildren(...(fits.length === 0 ? [] : [this.table(fits, pair)]));
    if (focused !== null) this.element.querySelector<HTMLElement>(focused)?.focus();
  }

  private table(fits: readonly RememberedFit[], pair: Pair): HTMLElement {
    const head = element(
      'tr',
      {},
      ...[...SIDES, 'fit', 'n', 'R²', ''].map((word) =>
        element(
          'th',
          { scope: 'col', class: classOf(word) },
          word || element('span', { class: 'unseen' }, 'keep and more'),
        ),
      ),
    );
    const newest = fits.at(-1);
    const rows = [...fits].reverse().map((fit) => this.row(fit, pair, fit === newest));
    return element(
      'table',
      { class: 'fits-table' },
      element('caption', { class: 'unseen' }, 'Fits of this file'),
      element('thead', {}, head),
      element('tbody', {}, ...rows),
    );
  }

  private row(fit: RememberedFit, pair: Pair, isNewest: boolean): HTMLElement {
    const { digest } = fit;
    const words = [...settingWords(digest), ...(isNewest ? ['on screen'] : [])];
    return element(
      'tr',
      { 'data-fit': fit.id },
      ...SIDES.map((side, k) =>
        element('td', { class: 'side' }, this.side(fit, side, pair?.[k]?.id === fit.id)),
      ),
      element(
        'th',
        { scope: 'row', class: 'fit-name' },
        fit.name !== null && element('strong', {}, fit.name, ' '),
        element('code', { title: digest.spec.formula }, digest.spec.formula),
        words.length > 0 && element('span', { class: 'quiet' }, ` ${words.join(', ')}`),
      ),
      element('td', { class: 'count' }, formatCount(digest.summary.n)),
      element(
        'td',
        { class: 'share' },
        digest.summary.rSquared === null ? '' : formatRSquared(digest.summary.rSquared),
      ),
      element('td', { class: 'more' }, this.keepButton(fit), this.menu(fit, isNewest)),
    );
  }

  private side(
    { id, digest, name }: RememberedFit,
    side: (typeof SIDES)[number],
    isChosen: boolean,
  ): HTMLElement {
    const made = element('input', {
      ...{ type: 'radio', name: `compare-${side}`, 'data-part': `side-${side.toLowerCase()}-${id}` },
      'aria-label': `${name ?? digest.spec.formula} as ${side}`,
      checked: isChosen,
    });
    const change = side === 'A' ? { first: id } : { second: id };
    return listening(made, { change: () => this.actions.onPair(change) });
  }

  private keepButton({ id, isKept, name, digest }: RememberedFit): HTMLElement {
    const label = isKept ? 'Kept: let it make room for newer fits' : 'Keep this fit';
    const made = element(
      'button',
      {
        ...{ type: 'button', class: 'icon-button', title: label, 'data-part': `keep-${id}` },
        'aria-label': `${label}: ${name ?? digest.spec.formula}`,
        'aria-pressed': String(isKept),
      },
      icon(isKept ? 'pinned' : 'pin'),
    );
    return listening(made, { click: () => this.actions.onKeep(id, !isKept) });
  }

  /** The fit on screen is not forgotten. */
  private menu(fit: RememberedFit, isNewest: boolean): HTMLElement {
    const { id, name, digest, choices } = fit;
    const { onFitAgain, onRemove } = this.actions;
    return menuButton(
      `${name ?? digest.spec.formula}: more`,
      [
        { label: 'Rename', part: 'rename-fit', run: () => this.rename(fit) },
        { label: 'Fit again', part: 'fit-this-again', run: () => onFitAgain(digest.spec.formula, choices) },
        ...(isNewest ? [] : [{ label: 'Forget', part: 'remove-fit', run: () => onRemove(id) }]),
      ],
      `fit-menu-${id}`,
    );
  }

  private rename({ id, name }: RememberedFit): void {
    const at = this.element.querySelector(`[data-fit="${id}"] .fit-name`);
    if (at === null) return;
    const input = element('input', {
      ...{ class: 'run-name', value: name ?? '', maxlength: 200, 'data-part': 'fit-name' },
      'aria-label': 'Name of the fit',
    });
    const before = [...at.childNodes];
    let isOver = false;
    const end = (text: string | null) => {
      if (isOver) return;
      isOver = true;
      at.replaceChildren(...before);
      if (text !== null && text !== (name ?? '')) this.actions.onRename(id, text);
    };
    listening(input, {
      keydown: ({ key }) => {
        if (key === 'Enter') end(input.value);
        else if (key === 'Escape') end(null);
      },
      blur: () => end(input.value),
    });
    at.replaceChildren(input);
    input.focus();
  }
}

function classOf(word: string): string {
  return { fit: 'fit-name', n: 'count', 'R²': 'share', '': 'more' }[word] ?? 'side';
}

/** What finds the same control after the table was built again. */
function focusOf(focused: Element | null): string | null {
  const part = focused?.getAttribute('data-part');
  return part ? `[data-part="${part}"]` : null;
}
