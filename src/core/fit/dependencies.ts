import type { Dependency } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import type { Frame } from './frame.js';
import type { DroppedColumn } from './rank.js';

/** What every dropped column is in the rows of the fit, in the units of the file. */
export function dependenciesOf({ frame, decision }: Pick<FitBasis, 'frame' | 'decision'>): Dependency[] {
  return decision.dropped.map((dropped) => dependencyOf(frame, dropped));
}

function dependencyOf(
  frame: Frame,
  { column, earlier, weights, sources, isConstant }: DroppedColumn,
): Dependency {
  const first = frame.hasIntercept ? 1 : 0;
  const own = column - first;
  const shift = frame.shift[own]!;
  const scale = frame.scale[own]!;
  if (isConstant) return { feature: own, about: shift, sources: [] };
  const features = sources.filter((source) => source >= first);
  const unit = frame.hasIntercept ? weights[earlier.indexOf(0)]! : 0;
  return {
    feature: own,
    about: shift + unit / scale,
    sources: features.map((source) => {
      const feature = source - first;
      const slope = (weights[earlier.indexOf(source)]! * frame.scale[feature]!) / scale;
      return { feature, slope, about: frame.shift[feature]! };
    }),
  };
}
