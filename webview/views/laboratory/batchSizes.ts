import {
  batchSizeName,
  formatCount,
  formatNumber,
  formatSeconds,
  type StudyOutcome,
} from '../../../src/protocol/index.js';
import { batchSizesChart } from '../../charts/laboratory/batchSizesChart.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { gapWords } from '../../charts/training/gapChart.js';
import { element } from '../../element.js';
import { choice } from './choice.js';
import { paddedColumns } from './paddedColumns.js';
import { StudyChart } from './studyChart.js';
import { studyTable } from './studyTable.js';
import type { StudyPlan } from './studyView.js';

type Outcome = StudyOutcome<'batch-sizes'>;

/** Batch 1 against 32 against all, on the same clock. */
export const BATCH_SIZES: StudyPlan<'batch-sizes'> = {
  tab: 'experiments',
  title: 'Batch of 1, of 32, of all rows',
  about:
    'Trains with batches of one row, of 32 and of all, one after the other and each as long as the other: small batches make many rough steps, all rows make few exact ones.',
  verb: 'Compare',
  make(context) {
    const seconds = choice(
      'seconds each',
      'batch-seconds',
      [
        ['0.2', '0.2'],
        ['1', '1'],
        ['5', '5'],
      ],
      '1',
    );
    const chart = new StudyChart(
      {
        name: 'batch-sizes',
        word: 'Loss by time',
        label: 'Loss by seconds of training, for three batch sizes',
      },
      context,
    );
    const table = element('div', {});
    return {
      form: element('div', { class: 'study-form' }, seconds.element),
      order: () => ({ kind: 'batch-sizes', secondsEach: Number(seconds.value) }),
      restore: ({ secondsEach }) => {
        seconds.set(String(secondsEach));
      },
      body: element('div', { class: 'study-body' }, chart.element, table),
      show(outcome, { report }) {
        chart.show({
          picture: (room) => batchSizesChart(outcome, room),
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

function tableOf({ runs, exactLoss, rowCount }: Outcome): HTMLElement {
  const rows = runs.map((run) => {
    const loss = run.loss.at(-1) ?? Number.NaN;
    const isKnown = exactLoss !== null && exactLoss > 0;
    const gap = isKnown ? gapWords((100 * (loss - exactLoss)) / exactLoss) : 'not known';
    return [
      batchSizeName(run.batchSize, rowCount),
      formatNumber(run.learningRate, 2),
      formatCount(run.steps.at(-1) ?? 0),
      formatSeconds(run.secondsPerStep),
      formatNumber(loss, 4),
      run.hasDiverged ? 'diverged' : gap,
    ];
  });
  return studyTable(
    'Three batch sizes at the end',
    ['batch', 'rate', 'steps', 'each', 'loss', 'above exact'],
    rows,
  );
}

function columnsOf({ runs, rowCount }: Outcome): PlottedColumn[] {
  const columns = runs.flatMap(({ batchSize, secondsPerStep, steps, loss }) => {
    const name = batchSizeName(batchSize, rowCount);
    return [
      { name: `${name}: seconds`, values: steps.map((step) => step * secondsPerStep) },
      { name: `${name}: steps`, values: steps },
      { name: `${name}: loss`, values: loss },
    ];
  });
  return paddedColumns(columns);
}
