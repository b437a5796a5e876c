import {
  formatCount,
  formatNumber,
  formatSeconds,
  type Sentence,
  type StudyOutcome,
  type TimedWay,
} from '../../../src/protocol/index.js';
import { timesChart, timesHeight } from '../../charts/laboratory/dotsChart.js';
import { element } from '../../element.js';
import type { ViewContext } from '../context.js';
import { choice } from './choice.js';
import { StudyChart } from './studyChart.js';
import { studyTable } from './studyTable.js';
import type { StudyPlan } from './studyView.js';

type Outcome = StudyOutcome<'vectorization'>;

/** The same work as a loop, vectorised, and on the GPU. */
export const VECTORIZATION: StudyPlan<'vectorization'> = {
  tab: 'benchmark',
  title: 'Vectorise rather than loop',
  about:
    'Adds two vectors by a loop over boxed numbers, a loop over typed arrays, the kernel, and tfjs on the CPU and the GPU; then trains an epoch of your file row by row, by the kernel and on the GPU. All come to the same numbers before they are timed.',
  verb: 'Benchmark',
  make(context) {
    const length = choice(
      'numbers to a vector',
      'vector-length',
      [
        ['1000', '1,000'],
        ['10000', '10,000'],
        ['100000', '100,000'],
        ['1000000', '1,000,000'],
      ],
      '10000',
    );
    const sums = new TimesChart('vector-sums', 'Adding two vectors', context);
    const epochs = new TimesChart('epoch-times', 'An epoch of your file', context);
    const rest = element('div', {});
    return {
      form: element('div', { class: 'study-form' }, length.element),
      order: () => ({ kind: 'vectorization', length: Number(length.value) }),
      restore: (order) => {
        length.set(String(order.length));
      },
      body: element('div', { class: 'study-body' }, sums.element, epochs.element, rest),
      show(outcome, { report }) {
        const sourceName = report?.source.name ?? '';
        sums.show(outcome.sums, { sentence: outcome.sentence, sourceName });
        epochs.show(outcome.epochs, { sentence: epochSentence(outcome), sourceName });
        rest.replaceChildren(timesTable(outcome), ...missingList(outcome));
      },
      repaint() {
        sums.repaint();
        epochs.repaint();
      },
    };
  },
};

/** Medians as dots, the middle half of the repeats as a line through each. */
class TimesChart {
  readonly element: HTMLElement;
  private readonly chart: StudyChart;
  private wayCount = 0;

  constructor(name: string, word: string, context: ViewContext) {
    const label = `${word}: median time of each way, and the middle half of its repeats`;
    const height = () => timesHeight(this.wayCount);
    this.chart = new StudyChart({ name, word, label, height }, context);
    this.element = this.chart.element;
  }

  show(ways: readonly TimedWay[], words: { sentence: Sentence; sourceName: string }): void {
    this.wayCount = ways.length;
    this.element.hidden = ways.length === 0;
    if (ways.length === 0) return;
    this.chart.show({
      ...words,
      picture: (room) => timesChart(ways, room),
      columns: () => [
        { name: 'median, s', values: ways.map(({ median }) => median) },
        { name: 'first quartile, s', values: ways.map(({ low }) => low) },
        { name: 'third quartile, s', values: ways.map(({ high }) => high) },
      ],
    });
  }

  repaint(): void {
    this.chart.repaint();
  }
}

function epochSentence({ rowCount, featureCount, batchSize }: Outcome): Sentence {
  const features = featureCount === 1 ? '1 feature' : `${formatCount(featureCount)} features`;
  const words = `${formatCount(rowCount)} rows of ${features}, in batches of ${formatCount(batchSize)}: the same updates from zero. What it takes to ask the kernel or the GPU is part of their time, and most of it on a small file.`;
  return { verdict: null, parts: [words] };
}

function timesTable({ sums, epochs, length }: Outcome): HTMLElement {
  const rows = (work: string, ways: readonly TimedWay[]) => {
    const fastest = Math.min(...ways.map(({ median }) => median));
    return ways.map((way) => [
      `${work}: ${way.name}${way.isSingle ? ', float32' : ''}`,
      formatSeconds(way.median),
      `${formatSeconds(way.low)} to ${formatSeconds(way.high)}`,
      formatCount(way.repeats),
      way.median === fastest ? 'fastest' : `${formatNumber(way.median / fastest, 2)}×`,
    ]);
  };
  return studyTable(
    `Times of adding ${formatCount(length)} numbers and of an epoch`,
    ['way', 'median', 'middle half', 'repeats', 'of the fastest'],
    [...rows('sum', sums), ...rows('epoch', epochs)],
  );
}

function missingList({ missing }: Outcome): HTMLElement[] {
  return missing.map(({ name, reason }) => element('p', { class: 'note' }, `Not timed: ${name}: ${reason}.`));
}
