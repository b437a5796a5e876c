import { type Candidate, candidateAt, type SearchSpace } from './searchSpace.js';

/**
 * A grid of at most so many candidates: the rates, which matter most, on a finer scale than batch sizes and penalties.
 * The first ones have no penalty and the smallest batch.
 */
export function gridCandidates(space: SearchSpace, trials: number): readonly Candidate[] {
  const most = space.batchExponent.high - space.batchExponent.low + 1;
  const penalties = Math.max(1, Math.min(Math.round(Math.cbrt(trials / 2.5)), trials));
  const batches = Math.min(most, penalties);
  const rates = Math.max(1, Math.floor(trials / (penalties * batches)));
  return steps(penalties).flatMap((penalty) =>
    steps(batches).flatMap((batch) => steps(rates).map((rate) => candidateAt(space, [rate, batch, penalty]))),
  );
}

/** So many points of an axis, from end to end; its middle for one. */
function steps(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0.5 : (i * (1 - 1e-9)) / (count - 1)));
}
