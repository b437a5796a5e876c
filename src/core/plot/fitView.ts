import type { ColumnFacts, Fit } from '../fit/fit.js';
import { bandedLine } from './bandedLine.js';
import { cloudOf } from './cloud.js';
import { labelOfColumn } from './columnLabel.js';
import { countLine } from './countLine.js';
import type { Marks } from './marks.js';
import { partialEffects } from './partialEffects.js';
import type { BandedLine, OneFeatureView, SeveralFeaturesView } from './plot.js';

/** A view before what it shows was judged. */
type Unsaid<T> = Omit<T, 'sentence'>;

/**
 * The view of the fit but for its sentence: the line of one feature or none, or fitted against actual with small charts
 * of several.
 */
export function fitView(fit: Fit, marks: Marks): Unsaid<OneFeatureView> | Unsaid<SeveralFeaturesView> {
  const { rows, spec, charted, crowd } = fit;
  if (spec.features.length > 1) {
    const cloud = cloudOf({ x: rows.fitted, y: rows.actual, counts: crowd?.fit }, marks);
    return { kind: 'several', cloud, partials: partialEffects(fit, marks) };
  }
  const [feature] = spec.features;
  // Without a feature the rows stand in file order: x is the record number.
  const x = charted[0]?.values ?? Float64Array.from(rows.row, (row) => row + 1);
  return {
    kind: 'one',
    feature: feature === undefined ? null : labelOfColumn(feature),
    cloud: cloudOf({ x, y: rows.actual, counts: crowd?.fit }, marks),
    line: lineOf(fit, feature === undefined ? recordNumbers(fit) : fit.columns[0]!),
  };
}

function lineOf(fit: Fit, along: Omit<ColumnFacts, 'name'>): BandedLine | null {
  const { counts } = fit.summary;
  return counts === null ? bandedLine(fit, along) : countLine(fit, counts.link, along);
}

/** What `bandedLine` needs of the record numbers; where no feature is fitted their mean has no weight. */
function recordNumbers({ usedSpan: [first, last] }: Fit) {
  return { low: first + 1, high: last + 1, mean: first + 1 };
}
