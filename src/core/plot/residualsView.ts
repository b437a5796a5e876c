import type { Fit, ModelSummary, QuantileSummary } from '../fit/fit.js';
import { noiseDensity, noiseDeviation } from '../fit/robust/judgeRobust.js';
import { normalDensity } from '../judge/distributions.js';
import type { ModelSpec } from '../model/modelSpec.js';
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

function shapeOf({ rows, crowd, spec, summary }: Fit): Omit<ResidualsView['shape'], 'sentence'> {
  const { edges, density } =
    crowd === null ? histogram(rows.devianceResidual) : histogramOfCounts(crowd.residuals);
  const noise = supposedNoise({ spec, summary });
  return { edges, density, curve: noise && curveOf(edges, noise) };
}

type Noise = Pick<NonNullable<ResidualsView['shape']['curve']>, 'sigma' | 'noise'> & {
  densityAt(residual: number): number;
};

function supposedNoise({ spec, summary }: Pick<Fit, 'spec' | 'summary'>): Noise | null {
  if (summary.robust?.kind === 'quantile') return laplaceNoise(spec, summary, summary.robust);
  const sigma =
    summary.counts !== null
      ? 1
      : summary.isPerfectFit
        ? null
        : (summary.robust?.scale ?? summary.residualStandardError);
  if (sigma === null || !(sigma > 0)) return null;
  return { sigma, noise: 'normal', densityAt: (residual) => normalDensity(residual / sigma) / sigma };
}

/** Residuals times the roots of their weights do not follow one distribution. */
function laplaceNoise(
  { weights }: ModelSpec,
  { n, isPerfectFit }: ModelSummary,
  { quantile, loss }: QuantileSummary,
) {
  if (weights !== undefined || isPerfectFit) return null;
  const noise = { kind: 'quantile', quantile, scale: loss / n } as const;
  const densityAt = (residual: number) => noiseDensity(noise, residual);
  return { sigma: noiseDeviation(noise), noise: 'laplace' as const, densityAt };
}

function curveOf(edges: Float64Array, { sigma, noise, densityAt }: Noise): ResidualsView['shape']['curve'] {
  const low = Math.min(edges[0]!, -CURVE_REACH * sigma);
  const high = Math.max(edges[edges.length - 1]!, CURVE_REACH * sigma);
  const x = Float64Array.from(
    { length: CURVE_POINTS },
    (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1),
  );
  return { x, density: x.map(densityAt), sigma, noise };
}
