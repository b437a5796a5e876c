import { formatNumber, type PathsStory, pathsSentence } from '../../../src/protocol/index.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { epochOf, lossAt } from '../../charts/training/epochs.js';
import type { TrainingChartInput } from '../../charts/training/lossChart.js';
import { farthest, inFile, type Path, pathsOf } from '../../charts/training/paths.js';
import { MOST_NAMED, pathsChart } from '../../charts/training/pathsChart.js';
import type { PanelModel } from '../../state.js';
import type { EpochTable } from './epochPointer.js';
import type { LiveContent } from './liveChartCard.js';

/** What the chart of the weight paths shows now: the run in front, alone. */
export function pathsContent(model: PanelModel, input: TrainingChartInput | null): LiveContent {
  const paths = input ? pathsOf(input.run) : [];
  return {
    picture: input && paths.length > 0 ? (room) => pathsChart(input, room) : null,
    sentence: pathsSentence(storyOf(model, input, paths)),
    sourceName: model.report?.source.name ?? '',
    columns: () => (input ? columnsOf(input, paths) : []),
    table: (epoch) => (input ? tableAt(input, paths, epoch) : { head: [], rows: [] }),
  };
}

function storyOf(model: PanelModel, input: TrainingChartInput | null, paths: readonly Path[]): PathsStory {
  const { loss, l2 } = input?.run.settings ?? model.snapshot!.training.settings;
  const coefficients = paths.map(({ name, series: { values }, exact }) => ({
    ...{ name, exact },
    now: values[values.length - 1] ?? Number.NaN,
  }));
  return {
    loss,
    l2,
    coefficients,
    isWithoutWeights: input !== null && input.run.opened?.weightSpace === null,
  };
}

/** Of the lines that have a name: as drawn, and in the units of the file beside the exact value. */
function tableAt({ run }: TrainingChartInput, paths: readonly Path[], epoch: number): EpochTable {
  const space = run.opened!.weightSpace!;
  const words = (path: Path, value: number | null) =>
    value === null ? 'not known' : formatNumber(inFile(space, path.place, value), 4);
  const rows = farthest(paths, MOST_NAMED).named.map((path) => {
    const value = lossAt(path.series, epoch);
    const name = path.name === 'intercept' ? 'intercept at the means' : path.name;
    return {
      name,
      isOwn: false,
      values: [formatNumber(value, 3), words(path, value), words(path, path.exact)],
    };
  });
  return { head: ['standardised', "in the file's units", 'exact'], rows };
}

function columnsOf({ run }: TrainingChartInput, paths: readonly Path[]): PlottedColumn[] {
  const space = run.opened!.weightSpace!;
  const { series } = paths[0] ?? { series: { values: [], epochCount: 0, epochsPerEntry: 1 } };
  const epochs = Float64Array.from(series.values, (_, entry) => epochOf(series, entry));
  const ofPath = ({ name, place, series: { values } }: Path): PlottedColumn[] => [
    { name: `${name}, standardised`, values },
    { name, values: Float64Array.from(values, (value) => inFile(space, place, value)) },
  ];
  return [{ name: 'epoch', values: epochs }, ...paths.flatMap(ofPath)];
}
