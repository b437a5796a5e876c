import type { Fit } from '../fit/fit.js';
import { normalDensity } from '../judge/distributions.js';
import type { Findings } from '../words/findings.js';
import { shapeSentence, spreadSentence, tailsSentence, trendSentence } from '../words/residualSentences.js';
import { cloudOf } from './cloud.js';
import { countsView } from './countsView.js';
import { histogram, histogramOfCounts } from './histogram.js';
import type { Marks } from './marks.js';
import type { ResidualsView, Smooth } from './plot.js';
import type { QuantilePoints } from './quantilePoints.js';
import { NORMAL_LEVEL } from './standardised.js';
import { tailsOf } from './tails.js';

const CURVE_POINTS = 161;
/** The curve reaches at least so many sigma to either side. */
const CURVE_REACH = 3.5;

/** What the charts of the residuals share, computed once. */
export type ResidualParts = {
  /** Square root of the size of the internally studentised residuals, one to a row that is kept. */
  scale: Float64Array;
  points: QuantilePoints;
  trend: Smooth | null;
  spread: Smooth | null;
  marks: Marks;
  findings: Findings;
};

/** The views of the residuals, of counts also that of their distribution. */
export function residualsView(fit: Fit, parts: ResidualParts): ResidualsView {
  const { rows, crowd } = fit;
  const { marks, findings } = parts;
  const { outside, ...tails } = tailsOf(parts.points, marks);
  return {
    kind: kindOf(fit),
    counts: countsView(fit),
    shape: { ...shapeOf(fit), sentence: shapeSentence(fit, findings) },
    tails: { ...tails, sentence: tailsSentence(fit, outside) },
    trend: {
      cloud: cloudOf({ x: rows.fitted, y: rows.devianceResidual, counts: crowd?.trend }, marks),
      smooth: parts.trend,
      sentence: trendSentence(fit, findings),
    },
    spread: {
      cloud: cloudOf({ x: rows.fitted, y: parts.scale, counts: crowd?.spread }, marks),
      smooth: parts.spread,
      level: NORMAL_LEVEL,
      sentence: spreadSentence(fit, findings),
    },
  };
}

function kindOf({ spec, summary }: Fit): ResidualsView['kind'] {
  if (summary.counts !== null) return 'deviance';
  return spec.weights === undefined ? 'raw' : 'weighted';
}

function shapeOf({ rows, crowd, summary }: Fit): Omit<ResidualsView['shape'], 'sentence'> {
  const { edges, density } =
    crowd === null ? histogram(rows.devianceResidual) : histogramOfCounts(crowd.residuals);
  const sigma = summary.counts !== null ? 1 : summary.isPerfectFit ? null : summary.residualStandardError;
  return { edges, density, curve: sigma !== null && sigma > 0 ? normalCurve(edges, sigma) : null };
}

function normalCurve(edges: Float64Array, sigma: number): ResidualsView['shape']['curve'] {
  const low = Math.min(edges[0]!, -CURVE_REACH * sigma);
  const high = Math.max(edges[edges.length - 1]!, CURVE_REACH * sigma);
  const x = Float64Array.from(
    { length: CURVE_POINTS },
    (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1),
  );
  return { x, density: x.map((value) => normalDensity(value / sigma) / sigma), sigma };
}
