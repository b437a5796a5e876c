import {
  formatNumber,
  gapSentence,
  isOver,
  lossSentence,
  type RunStory,
  type TrainingRunRecord,
} from '../../../src/protocol/index.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { type EpochSeries, epochOf, lossAt, trainOf, validationOf } from '../../charts/training/epochs.js';
import { gapChart, gapsOf, gapWords, runName } from '../../charts/training/gapChart.js';
import { lossChart, type TrainingChartInput } from '../../charts/training/lossChart.js';
import { type PanelModel, shownRun } from '../../state.js';
import type { EpochTable } from './epochPointer.js';
import type { LiveContent } from './liveChartCard.js';

/** The run in front and those behind it; null where there is none to draw. */
export function chartInput(model: PanelModel): TrainingChartInput | null {
  const run = shownRun(model);
  if (run?.opened === null || run === null) return null;
  const runs = model.snapshot?.training.runs ?? [];
  const others = runs.filter(
    (one) => one !== run && !one.isHidden && one.opened !== null && one.state !== 'diverged',
  );
  const { zoom, isLogX, isLogY, smoothing } = model.look;
  return { run, others, zoom, isLogX, isLogY, smoothing };
}

/** What a chart shows now. */
export function contentOf(
  model: PanelModel,
  input: TrainingChartInput | null,
  name: 'loss' | 'gap',
): LiveContent {
  const isGap = name === 'gap';
  const story = storyOf(input?.run ?? null);
  const sourceName = model.report?.source.name ?? '';
  const chart = isGap ? gapChart : lossChart;
  const hasGap = (input?.run.opened?.exactLoss ?? 0) > 0;
  return {
    picture: input && (hasGap || !isGap) ? (room) => chart(input, room) : null,
    sentence: isGap ? gapSentence(story) : lossSentence(story),
    sourceName,
    columns: () => (input ? columnsOf(input, isGap) : []),
    table: (epoch) => (input ? tableAt(input, epoch) : { head: [], rows: [] }),
  };
}

function storyOf(run: TrainingRunRecord | null): RunStory {
  const { opened = null, curve = null, state = 'opening' } = run ?? {};
  return {
    isOver: isOver(state),
    epochCount: curve?.epochCount ?? 0,
    train: curve?.train ?? [],
    validation: curve?.validation ?? [],
    validationCount: opened?.plan.validationCount ?? 0,
    // Before a run there is a gap to come.
    exactLoss: opened ? opened.exactLoss : 1,
  };
}

function tableAt({ run, others }: TrainingChartInput, epoch: number): EpochTable {
  const rows = [run, ...others].map((one) => ({
    name: runName(one),
    isOwn: one === run,
    values: [
      formatNumber(lossAt(trainOf(one.curve), epoch), 4),
      formatNumber(lossAt(validationOf(one.curve), epoch), 4),
      gapWords(lossAt(gapsOf(one), epoch)),
    ],
  }));
  return { head: ['train', 'validation', 'gap'], rows };
}

function columnsOf({ run, others }: TrainingChartInput, isGap: boolean): PlottedColumn[] {
  const all = [run, ...others];
  // As finely as the longest run is kept.
  const { curve } = all.reduce((a, b) => (a.curve.epochCount >= b.curve.epochCount ? a : b));
  const epochs = Float64Array.from(curve.train, (_, entry) => epochOf(curve, entry));
  const epoch = { name: 'epoch', values: epochs };
  const padded = (series: EpochSeries) => epochs.map((one) => lossAt(series, one));
  const ofRun = (one: TrainingRunRecord): PlottedColumn[] =>
    isGap
      ? [{ name: `${runName(one)} gap, %`, values: padded(gapsOf(one)) }]
      : [
          { name: `${runName(one)} train`, values: padded(trainOf(one.curve)) },
          { name: `${runName(one)} validation`, values: padded(validationOf(one.curve)) },
        ];
  return [epoch, ...all.flatMap(ofRun)];
}
