import { formatNumber, type StudyOutcome } from '../../../src/protocol/index.js';
import { dotsChart, dotsHeight } from '../../charts/laboratory/dotsChart.js';
import { linesChart } from '../../charts/laboratory/linesChart.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { lossTitle } from '../../charts/training/lossChart.js';
import { element } from '../../element.js';
import { paddedColumns } from './paddedColumns.js';
import { StudyChart } from './studyChart.js';
import { studyTable } from './studyTable.js';
import type { StudyPlan } from './studyView.js';

type Outcome = StudyOutcome<'two-starts'>;

/** SGD without full rank. */
export const TWO_STARTS: StudyPlan<'two-starts'> = {
  tab: 'experiments',
  title: 'Two starts without full rank',
  about:
    'Where features are collinear many weights fit alike. Trains twice by minibatch SGD, from zero and from random weights: which do they find? A feature is said twice where yours are independent.',
  verb: 'Train twice',
  make(context) {
    const loss = new StudyChart(
      { name: 'two-starts-loss', word: 'Loss by epoch', label: 'Loss by epoch of the two starts' },
      context,
    );
    let rowCount = 0;
    const weights = new StudyChart(
      {
        ...{ name: 'two-starts-weights', word: 'Weights at the end' },
        label: 'Weights at the end of the two starts, and the minimum-norm solution',
        height: () => dotsHeight(rowCount),
      },
      context,
    );
    const table = element('div', {});
    return {
      form: null,
      order: () => ({ kind: 'two-starts' }),
      body: element('div', { class: 'study-body' }, loss.element, weights.element, table),
      show(outcome, { report }) {
        rowCount = outcome.names.length;
        const sourceName = report?.source.name ?? '';
        loss.show({
          ...{ sentence: outcome.sentence, sourceName },
          picture: (room) => linesChart(lossPlan(outcome), room),
          columns: () => lossColumns(outcome),
        });
        weights.show({
          ...{ sentence: weightsSentence(outcome), sourceName },
          picture: (room) =>
            dotsChart({ title: WEIGHT_TITLE, names: outcome.names, series: seriesOf(outcome) }, room),
          columns: () => seriesOf(outcome).map(({ name, values }) => ({ name, values })),
        });
        table.replaceChildren(tableOf(outcome));
      },
      repaint() {
        loss.repaint();
        weights.repaint();
      },
    };
  },
};

const WEIGHT_TITLE = 'weight, standard deviations of the target over one of the feature';

/** Above the least where there is one: on the loss itself two curves that end alike are one flat line. */
function lossPlan({ fromZero, fromRandom, exactLoss, target }: Outcome) {
  const isKnown = exactLoss > 0;
  const shown = (loss: Float64Array) =>
    isKnown ? loss.map((value) => (100 * (value - exactLoss)) / exactLoss) : loss;
  const line = ({ loss }: Outcome['fromZero']) => ({ x: loss.map((_, epoch) => epoch), y: shown(loss) });
  return {
    titles: {
      x: 'epoch',
      y: isKnown ? 'loss above the least there is, %' : lossTitle('squared', target.unit),
    },
    lines: [
      { name: 'random start', role: 'rows', ...line(fromRandom) } as const,
      { name: 'from zero', role: 'ink', ...line(fromZero) } as const,
    ],
    isLogY: true,
  };
}

function seriesOf({ fromZero, fromRandom, minimumNorm }: Outcome) {
  return [
    { name: 'minimum norm', role: 'quiet', values: minimumNorm },
    { name: 'from zero', role: 'ink', values: fromZero.weights },
    { name: 'random start', role: 'rows', values: fromRandom.weights },
  ] as const;
}

function weightsSentence({ copied, rank, names }: Outcome) {
  const why =
    copied === null
      ? `The ${names.length} features have rank ${rank}: the rows know nothing of ${names.length - rank} of their directions.`
      : `${copied} is there twice: only the sum of its two weights matters to the rows.`;
  return { verdict: null, parts: [why] };
}

function tableOf({ names, fromZero, fromRandom, minimumNorm }: Outcome): HTMLElement {
  const lists = [fromZero.weights, minimumNorm, fromRandom.weights, fromRandom.start];
  const rows = names.map((name, k) => [name, ...lists.map((values) => formatNumber(values[k]!, 4))]);
  const lengths = lists.map((values) => formatNumber(Math.hypot(...values), 4));
  return studyTable(
    'Standardised weights at the end',
    ['feature', 'from zero', 'minimum norm', 'random start', 'where that began'],
    [...rows, ['length', ...lengths]],
  );
}

function lossColumns({ fromZero, fromRandom }: Outcome): PlottedColumn[] {
  return paddedColumns([
    { name: 'epoch', values: fromZero.loss.map((_, epoch) => epoch) },
    { name: 'loss from zero', values: fromZero.loss },
    { name: 'loss from random weights', values: fromRandom.loss },
  ]);
}
