import type { Fit } from '../fit/fit.js';
import type { Table } from '../table/table.js';
import type { Findings } from '../words/findings.js';
import { fitSentence } from '../words/fitSentence.js';
import { bandedLine } from './bandedLine.js';
import { cloudOf } from './cloud.js';
import { labelOf } from './columnLabel.js';
import { columnValues } from './columnValues.js';
import type { Marks } from './marks.js';
import { partialEffects } from './partialEffects.js';
import type { OneFeatureView, SeveralFeaturesView } from './plot.js';

/** The view of the fit: the line of one feature or none, or fitted against actual with small charts of several. */
export function fitView(
  table: Table,
  { fit, marks, findings }: { fit: Fit; marks: Marks; findings: Findings },
): OneFeatureView | SeveralFeaturesView {
  const { rows, spec } = fit;
  const sentence = fitSentence(fit, findings);
  if (spec.features.length > 1) {
    const cloud = cloudOf({ x: rows.fitted, y: rows.actual }, marks);
    return { kind: 'several', cloud, partials: partialEffects(table, fit, marks), sentence };
  }
  const [name] = spec.features;
  // Without a feature the rows stand in file order: x is the record number.
  const x =
    name === undefined ? Float64Array.from(rows.row, (row) => row + 1) : columnValues(table, name, rows.row);
  return {
    kind: 'one',
    feature: name === undefined ? null : labelOf(name),
    cloud: cloudOf({ x, y: rows.actual }, marks),
    line: bandedLine(fit, x),
    sentence,
  };
}
