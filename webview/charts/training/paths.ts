import type {
  LossCurve,
  TrainingOpened,
  TrainingRunRecord,
  WeightSpace,
} from '../../../src/protocol/index.js';
import type { EpochSeries } from './epochs.js';

/** The way of one coefficient through the epochs, standardised. */
export type Path = {
  /** `intercept`, or the coefficient's name. */
  name: string;
  /** Place in `WeightSpace`. */
  place: number;
  series: EpochSeries & { values: Float64Array };
  /** Standardised; null where it is not known. */
  exact: number | null;
};

/** All paths of a run, in the order of its coefficients; none where its weights were not kept. */
export function pathsOf({ opened, curve }: TrainingRunRecord): readonly Path[] {
  if (!opened?.weightSpace) return [];
  const known = found.get(curve);
  if (known?.opened === opened) return known.paths;
  const paths = cut(opened, opened.weightSpace, curve);
  found.set(curve, { opened, paths });
  return paths;
}

/** A curve is asked for its paths several times while it stands. */
const found = new WeakMap<LossCurve, { opened: TrainingOpened; paths: readonly Path[] }>();

function cut(
  { names }: Pick<TrainingOpened, 'names'>,
  space: WeightSpace,
  curve: LossCurve,
): readonly Path[] {
  const width = space.places.length;
  const count = Math.floor(curve.weights.length / width);
  return space.places.map((nameAt, place) => ({
    name: place === 0 && space.hasIntercept ? 'intercept' : names[nameAt]!,
    place,
    exact: space.exact?.[place] ?? null,
    series: {
      epochCount: curve.epochCount,
      epochsPerEntry: curve.epochsPerWeights,
      values: Float64Array.from({ length: count }, (_, entry) => curve.weights[entry * width + place]!),
    },
  }));
}

/** The paths that went farthest, at most so many, in their own order; and the others. */
export function farthest(
  paths: readonly Path[],
  most: number,
): { named: readonly Path[]; rest: readonly Path[] } {
  if (paths.length <= most) return { named: paths, rest: [] };
  const byReach = [...paths].sort((a, b) => reachOf(b) - reachOf(a));
  const named = new Set(byReach.slice(0, most));
  return { named: paths.filter((path) => named.has(path)), rest: paths.filter((path) => !named.has(path)) };
}

/** A standardised value in the units of the file. */
export function inFile({ factor, offset }: WeightSpace, place: number, value: number): number {
  return offset[place]! + factor[place]! * value;
}

function reachOf({ series: { values } }: Path): number {
  const reach = Math.abs((values[values.length - 1] ?? 0) - (values[0] ?? 0));
  return Number.isNaN(reach) ? 0 : reach;
}
