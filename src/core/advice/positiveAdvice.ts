import type { Warning } from '../errors.js';
import { formatName, inBackticks } from '../model/formatFormula.js';
import { formatCount, formatNumber } from '../words/numbers.js';
import { FEWEST_ROWS, type TargetFacts } from './targetFacts.js';

/** The spread of the highest third of the fitted values over that of the lowest, from which it is said to grow. */
const GROWTH = 1.5;
const GROWTH_LEVEL = 0.01;
/** Share of the rows that may often be below 0, from which it is said. */
const OFTEN_BELOW = 0.05;

/**
 * A target that is never below 0 and spreads wider where it is larger, or where Gaussian noise goes below 0: prices,
 * weights, durations. Their logarithm does neither.
 */
export function positiveAdvice(facts: TargetFacts): Warning | null {
  const { name, tally, column, spec } = facts;
  // Without features nothing is said of what moves the target yet.
  if (spec.features.length === 0) return null;
  if (tally.n < FEWEST_ROWS || column.low < 0 || column.high === 0) return null;
  const reasons = [growthWords(facts), belowWords(facts)].filter((words) => words !== null);
  if (reasons.length === 0) return null;
  const code = tally.zeros === 0 ? 'advice/log-target' : 'advice/log-target-with-zeros';
  const never = tally.zeros === 0 ? 'is always above 0' : 'is never below 0';
  return { code, message: `${inBackticks(name)} ${never}, ${reasons.join(', ')}.`, hint: hintOf(facts) };
}

function hintOf({ name, tally }: TargetFacts): string {
  const column = formatName(name);
  if (tally.zeros === 0)
    return `Fit \`log(${column})\`: it spreads alike where ${inBackticks(name)} spreads in proportion, and its predictions stay above 0.`;
  const rows = tally.zeros === 1 ? '1 row is' : `${formatCount(tally.zeros)} rows are`;
  return `Fit \`log1p(${column})\`, which has a value at 0 too: ${rows} 0, where \`log\` has none.`;
}

function growthWords(facts: TargetFacts): string | null {
  const { breuschPagan } = facts.summary.diagnostics;
  if (breuschPagan === null || breuschPagan.pValue >= GROWTH_LEVEL) return null;
  const growth = growthOf(facts);
  return growth >= GROWTH
    ? `and its residuals spread ${formatNumber(growth, 2)} times as wide where the fit is high as where it is low`
    : null;
}

/** Mean size of the residuals in the highest third of the fitted values over that in the lowest. */
function growthOf({ rows: { fitted, devianceResidual } }: TargetFacts): number {
  const order = Uint32Array.from(fitted.keys()).sort((a, b) => fitted[a]! - fitted[b]!);
  const third = Math.floor(order.length / 3);
  const meanSize = (places: Uint32Array) =>
    places.reduce((sum, place) => sum + Math.abs(devianceResidual[place]!), 0) / places.length;
  const low = meanSize(order.subarray(0, third));
  return low > 0 ? meanSize(order.subarray(order.length - third)) / low : 1;
}

function belowWords({ predictive: { below, oftenBelow }, tally: { n } }: TargetFacts): string | null {
  const of = (count: number) => `${formatCount(count)} of ${formatCount(n)} rows`;
  if (below > 0)
    return `but the fit predicts values below 0 on ${of(below)} and often expects them on ${formatCount(oftenBelow)}`;
  return oftenBelow >= OFTEN_BELOW * n
    ? `but on ${of(oftenBelow)} the fit expects a value below 0 with a probability above 2.5 %`
    : null;
}
