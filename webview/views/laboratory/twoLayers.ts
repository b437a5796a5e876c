import { formatExact, formatNumber, type StudyOutcome } from '../../../src/protocol/index.js';
import { linesChart } from '../../charts/laboratory/linesChart.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { element } from '../../element.js';
import { choice } from './choice.js';
import { paddedColumns } from './paddedColumns.js';
import { StudyChart } from './studyChart.js';
import { studyTable } from './studyTable.js';
import type { StudyPlan } from './studyView.js';

type Outcome = StudyOutcome<'two-layers'>;

/** Two linear layers gain nothing. */
export const TWO_LAYERS: StudyPlan<'two-layers'> = {
  tab: 'experiments',
  title: 'Two linear layers are one',
  about:
    'Puts a second linear layer behind the first and trains both by gradient descent on all rows, then multiplies their weights out: is the line another one than that of least squares?',
  verb: 'Train both',
  make(context) {
    const width = choice(
      'units between them',
      'layer-width',
      [
        ['1', '1'],
        ['2', '2'],
        ['3', '3'],
        ['8', '8'],
      ],
      '3',
    );
    const chart = new StudyChart(
      {
        name: 'two-layers',
        word: 'Gap by step',
        label: 'Loss above its exact minimum by step, one layer and two',
      },
      context,
    );
    const tables = element('div', {});
    return {
      form: element('div', { class: 'study-form' }, width.element),
      order: () => ({ kind: 'two-layers', width: Number(width.value) }),
      restore: (order) => {
        width.set(String(order.width));
      },
      body: element('div', { class: 'study-body' }, chart.element, tables),
      show(outcome, { report }) {
        chart.show({
          picture: (room) => linesChart(planOf(outcome), room),
          sentence: outcome.sentence,
          sourceName: report?.source.name ?? '',
          columns: () => columnsOf(outcome),
        });
        tables.replaceChildren(productTable(outcome), weightsTable(outcome));
      },
      repaint: () => chart.repaint(),
    };
  },
};

function planOf({ one, two, isPerfect }: Outcome) {
  const percent = (excess: Float64Array) => excess.map((share) => 100 * Math.max(share, 1e-13));
  return {
    titles: {
      x: 'steps',
      y: isPerfect ? 'loss, % of that without weights' : 'loss above the exact minimum, %',
    },
    lines: [
      { name: 'one layer', role: 'ink', x: one.steps, y: percent(one.excess) } as const,
      { name: 'two layers', role: 'rows', x: two.steps, y: percent(two.excess) } as const,
    ],
    ...{ isLogX: true, isLogY: true },
  };
}

function productTable({ coefficients }: Outcome): HTMLElement {
  const words = (value: number | null) => (value === null ? 'left out' : formatNumber(value, 8));
  const rows = coefficients.map(({ name, product, exact }) => [
    name === '(Intercept)' ? 'intercept' : name,
    words(product),
    words(exact),
    product === null || exact === null ? 'none' : formatNumber(product - exact, 2),
  ]);
  return studyTable(
    'The two layers multiplied out, beside least squares',
    ['term', 'both layers multiplied', 'least squares', 'apart'],
    rows,
  );
}

/** A row to each feature, and the second layer under them. */
function weightsTable({ features, firstLayer, secondLayer, width }: Outcome): HTMLElement {
  const cells = (values: Float64Array) => Array.from(values, (value) => formatNumber(value, 3));
  const rows = features.map((name, k) => [name, ...cells(firstLayer.slice(k * width, (k + 1) * width))]);
  const units = Array.from({ length: width }, (_, unit) => `unit ${formatExact(unit + 1)}`);
  return studyTable(
    'The standardised weights of both layers',
    ['first layer, standardised', ...units],
    [...rows, ['second layer', ...cells(secondLayer)]],
  );
}

function columnsOf({ one, two }: Outcome): PlottedColumn[] {
  return paddedColumns([
    { name: 'one layer: step', values: one.steps },
    { name: 'one layer: loss above exact, share', values: one.excess },
    { name: 'two layers: step', values: two.steps },
    { name: 'two layers: loss above exact, share', values: two.excess },
  ]);
}
