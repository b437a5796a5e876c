import { formatNumber, type TrainingRunRecord } from '../../../src/protocol/index.js';
import { runName } from '../../charts/training/gapChart.js';
import { type Child, element } from '../../element.js';

/** What a run has learnt beside the exact answer. */
export class RunCoefficients {
  readonly element = element('div', { class: 'run-coefficients', 'data-part': 'run-coefficients' });
  private key = '';
  private cells: { trained: HTMLElement; apart: HTMLElement }[] = [];

  update(run: TrainingRunRecord | null): void {
    const key = run?.opened ? `${run.token} ${run.name}` : '';
    if (key !== this.key) this.element.replaceChildren(...(run?.opened ? this.build(run) : []));
    this.key = key;
    if (run?.opened) this.write(run);
  }

  private build(run: TrainingRunRecord): HTMLElement[] {
    const { names, exact } = run.opened!;
    const head = ['term', 'trained', 'exact', 'apart'].map((word) =>
      element('th', { scope: 'col', class: word === 'term' ? 'term' : null }, word),
    );
    this.cells = [];
    const rows = names.map((name, k) => {
      const trained = element('td', {});
      const apart = element('td', { class: 'quiet' });
      this.cells.push({ trained, apart });
      const word: Child = name === '(Intercept)' ? element('span', { class: 'quiet' }, 'intercept') : name;
      const known = exact === null ? 'not known' : numberWords(exact[k]!);
      return element(
        'tr',
        {},
        element('th', { scope: 'row', class: 'term' }, word),
        trained,
        element('td', {}, known),
        apart,
      );
    });
    const caption = element(
      'caption',
      { class: 'unseen' },
      `Coefficients of ${runName(run)} beside the exact ones`,
    );
    return [
      element(
        'h2',
        {},
        `Coefficients of ${runName(run)}`,
        ' ',
        element('span', { class: 'quiet' }, 'beside the exact ones of the same rows'),
      ),
      element(
        'table',
        {},
        caption,
        element('thead', {}, element('tr', {}, ...head)),
        element('tbody', {}, ...rows),
      ),
      element('p', { class: 'note', 'data-part': 'gradient' }),
    ];
  }

  private write(run: TrainingRunRecord): void {
    const { exact } = run.opened!;
    const now = run.end
      ? run.end.coefficients.map(({ estimate }) => estimate ?? Number.NaN)
      : run.now?.coefficients;
    this.cells.forEach(({ trained, apart }, k) => {
      const value = now?.[k] ?? Number.NaN;
      trained.textContent = now === undefined ? '' : numberWords(value);
      apart.textContent = exact === null || now === undefined ? '' : apartWords(value, exact[k]!);
    });
    const note = this.element.querySelector('[data-part="gradient"]');
    if (note && run.now)
      note.textContent = `Gradient of the last update, standardised: ${formatNumber(run.now.gradientNorm, 3)}.`;
  }
}

/** A column that was left out has no number; neither has one that ran away. */
function numberWords(value: number): string {
  return Number.isFinite(value) ? formatNumber(value, 6) : 'none';
}

function apartWords(value: number, exact: number): string {
  const difference = value - exact;
  if (!Number.isFinite(difference)) return 'none';
  if (exact === 0) return formatNumber(difference, 2);
  return `${formatNumber((100 * difference) / Math.abs(exact), 2)} %`;
}
