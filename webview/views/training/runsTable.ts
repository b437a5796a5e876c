import {
  formatCount,
  formatExact,
  formatNumber,
  isOver,
  type TrainingRunRecord,
} from '../../../src/protocol/index.js';
import { lossAt } from '../../charts/training/epochs.js';
import { gapsOf, gapWords, runName } from '../../charts/training/gapChart.js';
import { type Child, element, icon, listening } from '../../element.js';
import { menuButton } from '../menu.js';

export type RunActions = {
  onSelect(token: number): void;
  onRename(token: number, name: string): void;
  onHide(token: number, isHidden: boolean): void;
  onDelete(token: number): void;
};

export type RunsInput = {
  runs: readonly TrainingRunRecord[];
  shown: TrainingRunRecord | null;
  /** The run was of another text, or of another formula's data, than what stands in the file now. */
  isStale(run: TrainingRunRecord): boolean;
};

const SCHEDULES = { constant: 'constant', inverse: '1/t', cosine: 'cosine' } as const;

/** Every run with its settings and how far it came, the newest first. */
export class RunsTable {
  readonly element = element('div', { class: 'runs', 'data-part': 'runs' });
  private built = '';
  private readonly live = new Map<number, Record<'epochs' | 'validation' | 'gap', HTMLElement>>();

  constructor(private readonly actions: RunActions) {}

  /** Cells that change with every epoch are only written; a row is built again when the run itself has changed. */
  update(input: RunsInput): void {
    const { runs, shown, isStale } = input;
    const key = JSON.stringify(
      runs.map((run) => [
        run.token,
        run.name,
        run.isHidden,
        run.state,
        backendWord(run),
        isStale(run),
        run === shown,
      ]),
    );
    if (key !== this.built) this.build(input);
    this.built = key;
    for (const run of runs) this.write(run);
  }

  private build({ runs, shown, isStale }: RunsInput): void {
    this.live.clear();
    const heads = ['run', 'rate', 'batch', 'schedule', 'on', 'epochs', 'validation', 'gap'];
    const head = element(
      'tr',
      {},
      ...heads.map((word) => element('th', { scope: 'col', class: `run-${word}` }, word)),
      element('th', { class: 'run-state' }, element('span', { class: 'unseen' }, 'state')),
      element('th', { class: 'run-menu' }, element('span', { class: 'unseen' }, 'more')),
    );
    const rows = [...runs].reverse().map((run) => this.row(run, run === shown, isStale(run)));
    const caption = element('caption', { class: 'unseen' }, 'Runs');
    this.element.replaceChildren(
      ...(runs.length === 0
        ? []
        : [element('table', {}, caption, element('thead', {}, head), element('tbody', {}, ...rows))]),
    );
  }

  private row(run: TrainingRunRecord, isShown: boolean, isStale: boolean): HTMLElement {
    const cell = (name: string, ...content: Child[]) => element('td', { class: `run-${name}` }, ...content);
    const live = { epochs: cell('epochs'), validation: cell('validation'), gap: cell('gap') };
    this.live.set(run.token, live);
    const plan = run.opened?.plan;
    return element(
      'tr',
      { 'data-run': run.number, class: isShown ? 'shown' : null, 'aria-current': isShown ? 'true' : null },
      element('th', { scope: 'row', class: 'run-run' }, this.nameButton(run, isShown)),
      cell('rate', plan ? formatExact(plan.learningRate.value) : ''),
      cell('batch', plan ? formatCount(plan.batchSize.value) : ''),
      cell('schedule', plan ? SCHEDULES[plan.schedule.value] : ''),
      element('td', { class: 'run-on', title: plan?.backend.name ?? '' }, backendWord(run)),
      live.epochs,
      live.validation,
      live.gap,
      cell('state', ...stateWords(run, isStale)),
      cell('menu', this.menu(run)),
    );
  }

  private nameButton(run: TrainingRunRecord, isShown: boolean): HTMLElement {
    const swatch = element('span', { class: `swatch ${run.isHidden ? 'none' : isShown ? 'own' : 'other'}` });
    const attributes = { type: 'button', class: 'plain', 'data-part': `run-${run.number}` };
    const made = element('button', attributes, swatch, run.name ?? String(run.number));
    return listening(made, { click: () => this.actions.onSelect(run.token) });
  }

  private menu(run: TrainingRunRecord): HTMLElement {
    const { onHide, onDelete } = this.actions;
    return menuButton(
      `${runName(run)}: more`,
      [
        { label: 'Rename', part: 'rename-run', run: () => this.rename(run) },
        {
          label: run.isHidden ? 'Show in the charts' : 'Hide from the charts',
          part: 'hide-run',
          run: () => onHide(run.token, !run.isHidden),
        },
        {
          label: isOver(run.state) ? 'Delete' : 'Stop and delete',
          part: 'delete-run',
          run: () => onDelete(run.token),
        },
      ],
      `run-menu-${run.number}`,
    );
  }

  private rename(run: TrainingRunRecord): void {
    const at = this.element.querySelector(`[data-part="run-${run.number}"]`);
    if (!at) return;
    const input = element('input', {
      class: 'run-name',
      value: run.name ?? '',
      'aria-label': 'Name of the run',
      maxlength: 200,
      'data-part': 'run-name',
    });
    const end = (name: string | null) => {
      this.built = '';
      input.replaceWith(at);
      if (name !== null) this.actions.onRename(run.token, name);
    };
    listening(input, {
      keydown: (event) => {
        if (event.key === 'Enter') input.blur();
        else if (event.key === 'Escape') {
          input.value = run.name ?? '';
          input.blur();
        }
      },
      blur: () => end(input.value),
    });
    at.replaceWith(input);
    input.focus();
  }

  private write(run: TrainingRunRecord): void {
    const cells = this.live.get(run.token);
    if (!cells) return;
    const { curve, end } = run;
    const validation = end ? end.validationLoss : (curve.validation.at(-1) ?? Number.NaN);
    const isLost = run.state === 'diverged';
    const gap = isLost ? null : end ? percent(end.gapToExact) : lossAt(gapsOf(run), curve.epochCount);
    const epochs = formatCount(curve.epochCount);
    const shownValidation = isLost || validation === null ? 'none' : formatNumber(validation, 4);
    setText(cells.epochs, epochs);
    setText(cells.validation, shownValidation);
    setText(cells.gap, gapWords(gap));
  }
}

/** Where it ran, empty before it is open. A run that lost its GPU went on with the CPU. */
function backendWord({ opened, end }: TrainingRunRecord): string {
  if (end?.warnings.some(({ code }) => code === 'train/gpu-lost')) return 'GPU, CPU';
  return opened === null ? '' : opened.plan.backend.kind.toUpperCase();
}

function percent(share: number | null): number | null {
  return share === null ? null : 100 * Math.max(1e-13, share);
}

function setText(cell: HTMLElement, text: string): void {
  if (cell.textContent !== text) cell.textContent = text;
}

function stateWords({ state, error, end }: TrainingRunRecord, isStale: boolean): Child[] {
  const stale =
    isStale &&
    element('span', { class: 'stale', title: 'The text is no longer what this run learnt from.' }, ', stale');
  if (state === 'diverged') {
    const rate = error?.details.replacement;
    return [
      icon('warning'),
      ` diverged${rate === undefined ? '' : `, use ${formatExact(Number(rate))}`}`,
      stale,
    ];
  }
  if (state === 'failed') return [icon('warning'), ` failed (${error?.code ?? 'unknown'})`, stale];
  const why = {
    tolerance: ', flat',
    patience: ', out of patience',
    time: ', time is up',
    epochs: '',
    stopped: '',
  };
  return [`${state}${state === 'finished' && end ? why[end.endedBy] : ''}`, stale];
}
