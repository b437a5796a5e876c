import {
  type FormulaParts,
  formatCount,
  formatFormula,
  formatName,
  type ModelSpec,
  plainNameOf,
} from '../src/protocol/index.js';

/** A change of the model that is one click away: what it is called, and the formula it writes. */
export type FormulaEdit = { label: string; part: string; formula: string };

/** The changes that make sense for this model, in the order they are offered. */
export function formulaEdits(spec: ModelSpec): FormulaEdit[] {
  return [quadraticEdit(spec), logEdit(spec), interceptEdit(spec)].filter((edit) => edit !== null);
}

/** The model of the target by one number. */
export function constantFormula(spec: ModelSpec): string {
  return formatFormula({ ...partsOf(spec), terms: [], hasIntercept: true });
}

/** The formula without the terms that hold nothing but columns of these names; null where there is none. */
export function withoutColumns(spec: ModelSpec, names: readonly string[]): string | null {
  const gone = new Set(names);
  const isGone = ({ features }: ModelSpec['terms'][number]) =>
    features.length > 0 && features.every((k) => gone.has(spec.features[k]!.name));
  const kept = spec.terms.filter((term) => !isGone(term));
  if (kept.length === spec.terms.length) return null;
  return formatFormula({ ...partsOf(spec), terms: kept.map(({ label }) => label) });
}

/** Squares and products of the d plain numbers: with the intercept 1 + d + d(d + 1)/2 coefficients. */
function quadraticEdit(spec: ModelSpec): FormulaEdit | null {
  const numbers = spec.features.map(plainNameOf).filter((name) => name !== null);
  const names = numbers.map(formatName);
  const squares = names.map((name) => `I(${name}^2)`);
  const products = names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second] as const));
  const known = new Set(spec.terms.map(({ label }) => label));
  const added = [
    ...squares.filter((label) => !known.has(label)),
    ...products
      .filter(([a, b]) => !known.has(`${a}:${b}`) && !known.has(`${b}:${a}`))
      .map(([a, b]) => `${a}:${b}`),
  ];
  if (added.length === 0) return null;
  const count = (spec.hasIntercept ? 1 : 0) + spec.features.length + added.length;
  const parts = partsOf(spec);
  return {
    label: `Add quadratic terms: ${formatCount(count)} coefficients`,
    part: 'add-quadratic',
    formula: formatFormula({ ...parts, terms: [...parts.terms, ...added] }),
  };
}

/** The logarithm of the target, or back from it; that of counts is no count. */
function logEdit(spec: ModelSpec): FormulaEdit | null {
  if (spec.family !== undefined) return null;
  const plain = plainNameOf(spec.target);
  const parts = partsOf(spec);
  if (plain !== null) {
    const target = `log(${formatName(plain)})`;
    return { label: `Fit ${target}`, part: 'log-target', formula: formatFormula({ ...parts, target }) };
  }
  const [only] = spec.target.factors;
  if (only?.kind !== 'function' || only.name !== 'log' || only.of.kind !== 'column') return null;
  const target = formatName(only.of.name);
  return { label: `Fit ${target} itself`, part: 'log-target', formula: formatFormula({ ...parts, target }) };
}

function interceptEdit(spec: ModelSpec): FormulaEdit | null {
  if (spec.features.length === 0) return null;
  const formula = formatFormula({ ...partsOf(spec), hasIntercept: !spec.hasIntercept });
  const isLine = spec.family === undefined && spec.features.every((one) => plainNameOf(one) !== null);
  const without = isLine ? 'Force through the origin' : 'Take the intercept out';
  const label = spec.hasIntercept ? without : 'Add the intercept';
  return { label, part: 'toggle-intercept', formula };
}

/** The formula of a model in parts, to be put together otherwise. */
export function partsOf({ target, terms, hasIntercept }: ModelSpec): FormulaParts {
  const plain = plainNameOf(target);
  return {
    target: plain === null ? target.name : formatName(plain),
    terms: terms.map(({ label }) => label),
    hasIntercept,
  };
}
