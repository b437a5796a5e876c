import { inputsOf } from './designColumn.js';
import type { Factor, ModelSpec } from './modelSpec.js';

/** What a coefficient says by itself: what one more of a number goes with, or one level rather than the reference. */
export type LoneMove = { kind: 'number' } | { kind: 'level'; factor: Factor; level: string };

/**
 * For each feature what its coefficient says while all other columns of the file stay as they are; null where it says
 * nothing by itself, because a column of it is in another term (`x` beside `I(x^2)` or `x:zone`), or it is a product.
 */
export function loneMoves(spec: ModelSpec): (LoneMove | null)[] {
  const users = new Map<string, number>();
  const inputsOfTerm = spec.terms.map(({ features }) => [
    ...new Set(features.flatMap((k) => inputsOf(spec.features[k]!))),
  ]);
  for (const name of inputsOfTerm.flat()) users.set(name, (users.get(name) ?? 0) + 1);
  const moves = spec.features.map((): LoneMove | null => null);
  for (const [place, { features }] of spec.terms.entries()) {
    if (inputsOfTerm[place]!.some((name) => users.get(name)! > 1)) continue;
    for (const k of features) moves[k] = moveOf(spec, k, features.length);
  }
  return moves;
}

function moveOf(spec: ModelSpec, k: number, columnCount: number): LoneMove | null {
  const { factors } = spec.features[k]!;
  const [only] = factors;
  if (factors.length > 1 || only === undefined) return null;
  if (only.kind !== 'level') return columnCount === 1 ? { kind: 'number' } : null;
  const factor = spec.factors.find(({ column }) => column === only.column);
  // With a column to every level there is none that the others are compared with.
  if (factor === undefined || factor.levels.length !== columnCount + 1) return null;
  return { kind: 'level', factor, level: only.level };
}
