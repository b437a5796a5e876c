import {
  type LossSurface,
  type SurfaceStory,
  surfaceSentence,
  type TrainingRunRecord,
} from '../../../src/protocol/index.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { leftOutOf } from '../../charts/training/pair.js';
import { pairNames, pathRows, type SurfaceInput, surfaceChart } from '../../charts/training/surfaceChart.js';
import { type PanelModel, shownRun } from '../../state.js';
import type { LiveContent } from './liveChartCard.js';

/** What stands on the surface now: the run in front; null before its surface is known. */
export function surfaceInput(model: PanelModel): SurfaceInput | null {
  const run = shownRun(model);
  const { token, value } = model.surface;
  return run !== null && value !== null && token === run.token && run.opened?.weightSpace
    ? { run, surface: value }
    : null;
}

/** What the chart of the loss surface shows now. */
export function surfaceContent(model: PanelModel): LiveContent {
  const input = surfaceInput(model);
  return {
    picture: input && ((room) => surfaceChart(input, room)),
    sentence: surfaceSentence(storyOf(model, input)),
    sourceName: model.report?.source.name ?? '',
    columns: () => (input ? columnsOf(input) : []),
    table: () => ({ head: [], rows: [] }),
  };
}

function storyOf(model: PanelModel, input: SurfaceInput | null): SurfaceStory {
  const run: TrainingRunRecord | null = shownRun(model);
  const { loss, l2 } = run?.settings ?? model.snapshot!.training.settings;
  return {
    ...{ loss, l2 },
    count: run?.opened ? (run.opened.weightSpace?.places.length ?? Number.POSITIVE_INFINITY) : 0,
    leftOut: run ? leftOutOf(run) : [],
    hasBowl: Boolean(run?.opened?.weightSpace?.bowl),
    surface: input && {
      names: pairNames(input),
      loss: input.surface.minimum.loss,
      correlation: input.surface.correlation,
      valley: valleyOf(input.surface),
    },
  };
}

function valleyOf({ valley }: LossSurface): 'none' | 'narrow' | 'line' {
  if (valley === null) return 'none';
  return valley.isLine ? 'line' : 'narrow';
}

function columnsOf(input: SurfaceInput): PlottedColumn[] {
  const rows = pathRows(input);
  const { epochsPerWeights, epochCount } = input.run.curve;
  const [x, y] = pairNames(input);
  return [
    { name: 'epoch', values: rows.map((_, entry) => Math.min(entry * epochsPerWeights, epochCount)) },
    { name: x, values: rows.map(({ c0 }) => c0) },
    { name: y, values: rows.map(({ c1 }) => c1) },
  ];
}
