import type { DesignColumn, Expression } from '../model/designColumn.js';
import { backTransform, type LogTarget, logTargetOf } from './logTarget.js';

/** How a prediction is brought back from the scale of the model to that of the file's column. */
export type TargetScale = {
  /** What is predicted, as the file or the formula names it. */
  name: string;
  /** What a prediction is of rows like the new one: half of them are below a median. */
  measure: 'mean' | 'median';
  /** True where the target is a function that has no inverse, so that predictions stay on its scale. */
  isTransformed: boolean;
  /** True where larger means smaller. */
  isFalling: boolean;
  /** NaN where the column can have no such value. */
  back(value: number): number;
  /** The mean of rows like the new one; null where it is not known, or `back` gives it. */
  smearedMean(value: number, smearing: Smearing): number | null;
};

/** What is known of the residuals that a mean is smeared by. */
export type Smearing = {
  /** Mean of the exponentials of the residuals of a logarithm; null for other targets. */
  exponentials: number | null;
  /** Mean of their squares, where their own mean is zero; else null. */
  squares: number | null;
};

/**
 * The scale of a target: a column, or a function of one that can be inverted (logarithms, `sqrt`, `exp`, odd powers and
 * arithmetic with constants), else that of the function itself.
 */
export function targetScaleOf(target: DesignColumn): TargetScale {
  const only = target.factors.length === 1 ? target.factors[0]! : undefined;
  const inverse = only === undefined || only.kind === 'level' ? null : inverseOf(only);
  if (inverse === null) return { ...IDENTITY, name: target.name, isTransformed: true };
  const { column, isLinear, isFalling, back } = inverse;
  const smearedMean = isLinear ? () => null : smearingOf(target, only as Expression);
  const measure = isLinear ? 'mean' : 'median';
  return { name: column, measure, isTransformed: false, isFalling, back, smearedMean };
}

const IDENTITY = {
  measure: 'mean',
  isFalling: false,
  back: (value: number) => value,
  smearedMean: () => null,
} as const satisfies Partial<TargetScale>;

/** How the value of an expression gives back that of its only column. */
type Inverse = { column: string; isLinear: boolean; isFalling: boolean; back(value: number): number };

function inverseOf(expression: Expression): Inverse | null {
  switch (expression.kind) {
    case 'column':
      return { column: expression.name, isLinear: true, isFalling: false, back: (value) => value };
    case 'negate':
      return through(expression.of, { isLinear: true, isFalling: true, back: (value) => -value });
    case 'function':
      return through(expression.of, FUNCTIONS[expression.name]);
    case 'arithmetic':
      return inverseOfArithmetic(expression);
    default:
      return null;
  }
}

type Step = Omit<Inverse, 'column'>;

function through(of: Expression, step: Step | null): Inverse | null {
  const inner = step === null ? null : inverseOf(of);
  if (step === null || inner === null) return null;
  return {
    column: inner.column,
    isLinear: inner.isLinear && step.isLinear,
    isFalling: inner.isFalling !== step.isFalling,
    back: (value) => inner.back(step.back(value)),
  };
}

const RISING = { isLinear: false, isFalling: false } as const;
const FUNCTIONS: Readonly<Record<(Expression & { kind: 'function' })['name'], Step | null>> = {
  log: { ...RISING, back: Math.exp },
  log2: { ...RISING, back: (value) => 2 ** value },
  log10: { ...RISING, back: (value) => 10 ** value },
  log1p: { ...RISING, back: Math.expm1 },
  exp: { ...RISING, back: (value) => (value > 0 ? Math.log(value) : Number.NaN) },
  // A root is 0 or more: what a line says below that is 0.
  sqrt: { ...RISING, back: (value) => Math.max(0, value) ** 2 },
  abs: null,
};

function inverseOfArithmetic({ operator, left, right }: Expression & { kind: 'arithmetic' }): Inverse | null {
  const share = operator === '/' ? shareOfOdds(left, right) : null;
  if (share !== null) return share;
  const [a, b] = [constantOf(left), constantOf(right)];
  if (b !== null) return through(left, stepBehind(operator, b));
  return a === null ? null : through(right, stepBefore(operator, a));
}

/** Undoes `x / (c - x)`, the odds of a share: c of the odds over one more than they. */
function shareOfOdds(left: Expression, right: Expression): Inverse | null {
  if (right.kind !== 'arithmetic' || right.operator !== '-') return null;
  const whole = constantOf(right.left);
  const isOfOne = JSON.stringify(left) === JSON.stringify(right.right);
  if (whole === null || !(whole > 0) || !isOfOne) return null;
  // No odds are below 0; endless ones are of the whole.
  return through(left, { ...RISING, back: (odds) => (odds >= 0 ? whole / (1 + 1 / odds) : Number.NaN) });
}

/** Undoes `x operator c`. */
function stepBehind(operator: string, c: number): Step | null {
  const linear = { isLinear: true, isFalling: c < 0 };
  if (operator === '+') return { ...linear, isFalling: false, back: (value) => value - c };
  if (operator === '-') return { ...linear, isFalling: false, back: (value) => value + c };
  if (operator === '*') return c === 0 ? null : { ...linear, back: (value) => value / c };
  if (operator === '/') return c === 0 ? null : { ...linear, back: (value) => value * c };
  if (c === 1) return { isLinear: true, isFalling: false, back: (value) => value };
  return c > 0 && c % 2 === 1
    ? { ...RISING, back: (value) => Math.sign(value) * Math.abs(value) ** (1 / c) }
    : null;
}

/** Undoes `c operator x`. */
function stepBefore(operator: string, c: number): Step | null {
  if (operator === '+') return stepBehind('+', c);
  if (operator === '*') return stepBehind('*', c);
  return operator === '-' ? { isLinear: true, isFalling: true, back: (value) => c - value } : null;
}

function constantOf(expression: Expression): number | null {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind !== 'negate') return null;
  const value = constantOf(expression.of);
  return value === null ? null : -value;
}

/** Means of what a logarithm or a root is taken of, where that is linear in the column. */
function smearingOf(target: DesignColumn, outer: Expression): TargetScale['smearedMean'] {
  const inner = outer.kind === 'function' ? inverseOf(outer.of) : null;
  if (outer.kind !== 'function' || inner === null || !inner.isLinear) return () => null;
  const log = logTargetOf(target);
  if (log !== null) return (value, smearing) => meanOfLog(log, inner, value, smearing);
  if (outer.name !== 'sqrt') return () => null;
  return (value, { squares }) => (squares === null ? null : inner.back(value * value + squares));
}

function meanOfLog(log: LogTarget, inner: Inverse, value: number, { exponentials }: Smearing): number | null {
  return exponentials === null ? null : inner.back(backTransform(log, value, exponentials).smearedMean);
}
