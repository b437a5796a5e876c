import type { CoefficientRow, Fit } from '../fit/fit.js';
import type { DesignColumn } from '../model/designColumn.js';
import { type LoneMove, loneMoves } from '../model/loneMoves.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import type { ColumnLabel } from '../plot/plot.js';

/** A coefficient that was fitted, and what it says by itself; null where it says nothing. */
export type Effect = { row: CoefficientRow; column: DesignColumn; term: number; move: LoneMove | null };

/** The features that were kept, the largest move of the target by one standard deviation first. */
export function effectsOf({ coefficients, spec }: Fit): Effect[] {
  const moves = loneMoves(spec);
  const first = spec.hasIntercept ? 1 : 0;
  const move = ({ row }: Effect) => Math.abs((row.estimate ?? 0) * (row.featureSd ?? 0));
  return spec.terms
    .flatMap(({ features }, term) =>
      features.map((k) => ({
        ...{ row: coefficients[k + first]!, column: spec.features[k]!, term, move: moves[k]! },
      })),
    )
    .filter(({ row }) => row.estimate !== null)
    .sort((a, b) => move(b) - move(a));
}

/** The terms of some effects, each once, as a sentence names them. */
export function termLabels({ spec }: Fit, effects: readonly Effect[]): ColumnLabel[] {
  return [...new Set(effects.map(({ term }) => term))].map((term) => {
    const { label, features } = spec.terms[term]!;
    return features.length === 1 && spec.features[features[0]!]!.factors[0]!.kind === 'column'
      ? labelOfColumn(spec.features[features[0]!]!)
      : { name: label, label, unit: null };
  });
}
