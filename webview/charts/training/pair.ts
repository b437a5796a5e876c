import type { Pair, TrainingRunRecord } from '../../../src/protocol/index.js';
import { farthest, pathsOf } from './paths.js';

/** The names of two coefficients, as the file has them. */
export type NamedPair = readonly [string, string];

/** The two coefficients that were chosen, else the two features that went farthest; null where there are not two. */
export function chosenPair(run: TrainingRunRecord, chosen: NamedPair | null): Pair | null {
  const paths = pathsOf(run);
  if (paths.length < 2) return null;
  const [x, y] = (chosen ?? []).map((name) => paths.find((path) => path.name === name)?.place);
  if (x !== undefined && y !== undefined && x !== y) return [x, y];
  const features = paths.filter(({ name }) => name !== 'intercept');
  const [first, second] = farthest(features.length > 1 ? features : paths, 2).named;
  return [first!.place, second!.place];
}

/** A coefficient that was left out of the fit has no place on a surface. */
export function leftOutOf({ opened }: TrainingRunRecord): readonly string[] {
  const kept = new Set(opened?.weightSpace?.places);
  return opened?.weightSpace ? opened.names.filter((_, place) => !kept.has(place)) : [];
}
