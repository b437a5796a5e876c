import {
  CALMING_WORDS,
  type Calming,
  formatNumber,
  type StudyOutcome,
  spreadOf,
} from '../../../src/protocol/index.js';
import { type LineRole, linesChart } from '../../charts/laboratory/linesChart.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { lossTitle } from '../../charts/training/lossChart.js';
import { element } from '../../element.js';
import { paddedColumns } from './paddedColumns.js';
import { StudyChart } from './studyChart.js';
import { studyTable } from './studyTable.js';
import type { StudyPlan } from './studyView.js';

type Outcome = StudyOutcome<'absolute-loss'>;

const ROLES: Readonly<Record<Calming, LineRole>> = {
  none: 'look',
  decay: 'rows',
  average: 'ink',
  huber: 'quiet',
};

/** L1 rattles near its optimum. */
export const ABSOLUTE_LOSS: StudyPlan<'absolute-loss'> = {
  tab: 'experiments',
  title: 'The absolute loss rattles',
  about:
    'The absolute loss pulls as hard close to its optimum as far from it. Trains it at a constant rate, and with what calms it: a decaying rate, averaged weights, the Huber loss. The exact median regression stands beside them.',
  verb: 'Train four',
  make(context) {
    const chart = new StudyChart(
      {
        name: 'absolute-loss',
        word: 'The last epochs',
        label: 'Mean absolute error of the last epochs, four runs',
      },
      context,
    );
    const table = element('div', {});
    return {
      form: null,
      order: () => ({ kind: 'absolute-loss' }),
      body: element('div', { class: 'study-body' }, chart.element, table),
      show(outcome, { report }) {
        chart.show({
          picture: (room) => linesChart(planOf(outcome), room),
          sentence: outcome.sentence,
          sourceName: report?.source.name ?? '',
          columns: () => columnsOf(outcome),
        });
        table.replaceChildren(tableOf(outcome));
      },
      repaint: () => chart.repaint(),
    };
  },
};

/** While a run goes on its last epochs are those there are. */
function planOf({ runs, lastEpochs, target, exactLoss }: Outcome) {
  const lines = runs.map(({ calming, loss }) => {
    const from = Math.max(0, loss.length - lastEpochs);
    const y = loss.subarray(from);
    return { name: CALMING_WORDS[calming], role: ROLES[calming], x: y.map((_, i) => from + i), y };
  });
  const reference = exactLoss === null ? null : { name: 'exact', value: exactLoss };
  return { titles: { x: 'epoch', y: lossTitle('absolute', target.unit) }, lines, reference };
}

function tableOf({ runs, lastEpochs, exactLoss }: Outcome): HTMLElement {
  const lowest = exactLoss ?? Math.min(...runs.map(({ loss }) => loss.at(-1) ?? Number.POSITIVE_INFINITY));
  const rows = runs.map((run) => {
    const last = run.loss.at(-1) ?? Number.NaN;
    const above = (100 * (last - lowest)) / lowest;
    return [
      CALMING_WORDS[run.calming],
      formatNumber(last, 5),
      formatNumber(spreadOf(run, lastEpochs), 2),
      last === lowest ? 'lowest' : lowest > 0 ? `${formatNumber(above, 2)} %` : 'none: the least is 0',
    ];
  });
  const head = [
    'run',
    'mean absolute error',
    `spread of ${lastEpochs} epochs`,
    exactLoss === null ? 'above the lowest' : 'above exact',
  ];
  return studyTable('Mean absolute error at the end, and its spread', head, rows);
}

function columnsOf({ runs }: Outcome): PlottedColumn[] {
  const longest = runs.reduce<ArrayLike<number>>((a, { loss }) => (loss.length > a.length ? loss : a), []);
  return paddedColumns([
    { name: 'epoch', values: Array.from(longest, (_, epoch) => epoch) },
    ...runs.map(({ calming, loss }) => ({ name: CALMING_WORDS[calming], values: loss })),
  ]);
}
