import type { DesignColumn } from '../model/designColumn.js';

/** A target that is modelled as its logarithm. Plain data. */
export type LogTarget = {
  /** The function as R spells it. */
  name: 'log' | 'log2' | 'log10' | 'log1p';
  /** What it is the logarithm of, as the formula writes it. */
  of: string;
  /** Natural logarithm of its base: what a difference of logarithms is times, to be one of natural ones. */
  logBase: number;
};

/** A prediction of a logarithm, back on the scale of the target itself. */
export type BackTransformed = {
  /** What half of the rows are below: the exponential of the prediction, exact where residuals are symmetric. */
  median: number;
  /** What rows are on average: the exponential times the mean of the exponentials of the residuals (Duan's smearing). */
  smearedMean: number;
};

const LOG_BASES: Readonly<Record<LogTarget['name'], number>> = {
  log: 1,
  log1p: 1,
  log2: Math.LN2,
  log10: Math.LN10,
};

/** The logarithm that a target is; null for any other target. */
export function logTargetOf({ name, factors }: DesignColumn): LogTarget | null {
  const only = factors.length === 1 ? factors[0] : undefined;
  if (only?.kind !== 'function' || !isLog(only.name)) return null;
  const of = name.slice(name.indexOf('(') + 1, name.lastIndexOf(')'));
  return { name: only.name, of, logBase: LOG_BASES[only.name] };
}

function isLog(name: string): name is LogTarget['name'] {
  return Object.hasOwn(LOG_BASES, name);
}

/** A number on the scale of the logarithm, back on that of the target: ends of intervals go the same way as medians. */
export function toTargetScale({ name, logBase }: LogTarget, value: number): number {
  return name === 'log1p' ? Math.expm1(value) : Math.exp(logBase * value);
}

/**
 * A prediction back on the scale of the target, as median and as smeared mean.
 *
 * @param smearing the mean of the exponentials of the residuals: `Fit.smearing`.
 * @see Duan (1983), Smearing estimate: a nonparametric retransformation method.
 */
export function backTransform(target: LogTarget, predicted: number, smearing: number): BackTransformed {
  const mean = Math.exp(target.logBase * predicted) * smearing;
  return {
    median: toTargetScale(target, predicted),
    smearedMean: target.name === 'log1p' ? mean - 1 : mean,
  };
}
