import type { CoefficientRow } from '../fit/fit.js';
import { type DesignColumn, type Expression, inputsOf } from '../model/designColumn.js';
import { fittedWord } from '../model/family.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { labelOf } from '../plot/columnLabel.js';
import { effectWords, type Scale, scaleOf } from './effectWords.js';
import { oneUnit } from './units.js';

/** A term of an equation: how it is written there, and what it says in words. */
export type TermReading = { symbol: string; words: string };

/** What the terms of a model are read from. `isRate`: the linear predictor is the logarithm of the target's mean. */
export type ReadModel = {
  spec: ModelSpec;
  coefficients: readonly CoefficientRow[];
  isRate: boolean;
};

type Read = { model: ReadModel; row: CoefficientRow; column: DesignColumn; scale: Scale };

/** One reading to a coefficient, in their order. Effects of levels are against the reference, the first level. */
export function termReadings(model: ReadModel): TermReading[] {
  const { spec, coefficients, isRate } = model;
  const scale = scaleOf(spec.target, isRate, fittedWord(spec.family));
  const first = spec.hasIntercept ? 1 : 0;
  return coefficients.map((row, k) => {
    const column = spec.features[k - first];
    if (column === undefined) return { symbol: '', words: interceptWords(model, scale) };
    const symbol = termSymbol(column);
    if (row.estimate === null) return { symbol, words: 'left out: the other terms hold it already' };
    return { symbol, words: readingOf({ model, row, column, scale }) };
  });
}

/** `area`, `zone is edge`, `area · zone is edge`; computed columns as R names them. */
export function termSymbol({ name, factors }: DesignColumn): string {
  const symbols = factors.map(factorSymbol);
  return symbols.includes(null) ? name : symbols.join(' · ');
}

function factorSymbol(factor: DesignColumn['factors'][number]): string | null {
  if (factor.kind === 'level') return `${labelOf(factor.column).label} is ${factor.level}`;
  return factor.kind === 'column' ? labelOf(factor.name).label : null;
}

function interceptWords({ spec }: ReadModel, scale: Scale): string {
  if (spec.features.length === 0) return scale.ofMean;
  const numbers = spec.features.flatMap(({ factors }) => factors.filter(isNumber));
  const references = spec.factors.map(({ levels }) => levels[0]?.level ?? '');
  const isPlain = numbers.every(({ kind }) => kind === 'column');
  const zero = isPlain ? 'at zero of everything' : 'where every other term is zero';
  const where = [
    ...(numbers.length > 0 ? [zero] : []),
    ...(references.length > 0 ? [`for ${references.join(', ')}`] : []),
  ];
  return `the starting point, ${where.join(', ')}`;
}

function readingOf(read: Read): string {
  const { column } = read;
  const levels = column.factors.filter((factor) => factor.kind === 'level');
  const numbers = column.factors.filter(isNumber);
  if (numbers.length > 1 || levels.length > 1) return jointWords(read);
  const [level] = levels;
  const [number] = numbers;
  if (level === undefined) return number === undefined ? '' : numberWords(read, number);
  if (number === undefined) return levelWords(read, level.level, level.column);
  return slopeOfLevelWords(read, number, level);
}

/** `each sqft adds 0.166 kUSD`, `each doubling of area adds 12 kUSD`. */
function numberWords(read: Read, number: Expression): string {
  const together = curvesOf(read);
  if (together.length > 0) return `read together with ${together.join(', ')}`;
  const step = stepOf(number);
  if (step === null) return isInDoubt(read.row) ? NO_EFFECT : partOfCurve(read, number);
  if (isInDoubt(read.row)) return NO_EFFECT;
  return `each ${step.words} ${effectWords(read.scale, read.row, step.size).change}${conditions(read)}`;
}

const NO_EFFECT = 'no effect that these rows can tell from none';

/** What is changed by one, and how far the term moves then. */
function stepOf(number: Expression): { words: string; size: number } | null {
  if (number.kind === 'column') {
    const { label, unit } = labelOf(number.name);
    return { words: unit === null ? `unit of ${label}` : oneUnit(unit), size: 1 };
  }
  if (number.kind !== 'function' || number.of.kind !== 'column') return null;
  const { label } = labelOf(number.of.name);
  if (number.name === 'log') return { words: `doubling of ${label}`, size: Math.LN2 };
  if (number.name === 'log2') return { words: `doubling of ${label}`, size: 1 };
  return number.name === 'log10' ? { words: `tenfold of ${label}`, size: 1 } : null;
}

/** A term of which a step has no plain meaning: polynomials and other computed columns. */
function partOfCurve({ row, column, scale }: Read, number: Expression): string {
  if (number.kind === 'polynomial')
    return number.degree === 1 ? 'the straight part of a curve' : `bend ${number.degree - 1} of a curve`;
  return `each unit of ${column.name} ${effectWords(scale, row, 1).change}`;
}

/** `edge is 15.6 kUSD below centre`. */
function levelWords(read: Read, level: string, column: string): string {
  const reference = referenceFor(read, column);
  if (reference === null) return `the starting point for ${level}`;
  if (isInDoubt(read.row)) return `no visible difference from ${reference}${conditions(read)}`;
  return `${level} is ${effectWords(read.scale, read.row, 1).against} ${reference}${conditions(read)}`;
}

/** `for edge, each sqft adds 0.02 kUSD more than for centre`. */
function slopeOfLevelWords(
  read: Read,
  number: Expression,
  { level, column }: { level: string; column: string },
): string {
  const step = stepOf(number);
  if (step === null) return jointWords(read);
  const reference = referenceFor(read, column);
  const { change, further } = effectWords(read.scale, read.row, step.size);
  if (reference === null)
    return isInDoubt(read.row) ? `for ${level}: ${NO_EFFECT}` : `for ${level}, each ${step.words} ${change}`;
  if (isInDoubt(read.row)) return `for ${level}, no visible difference in slope from ${reference}`;
  return `for ${level}, each ${step.words} ${further} than for ${reference}`;
}

/** Products of two numbers or two levels: they change what another term does. */
function jointWords({ row, column, scale }: Read): string {
  if (isInDoubt(row)) return 'no visible effect of the two together';
  const [first, second] = column.factors;
  if (column.factors.length === 2 && first?.kind === 'column' && second?.kind === 'column') {
    const [a, b] = [stepOf(first)!, stepOf(second)!];
    return `each ${a.words} ${effectWords(scale, row, 1).further} with each ${b.words}`;
  }
  return `${effectWords(scale, row, 1).apart} what its parts say`;
}

/** The level an indicator is against; null where every level has its own indicator in the term. */
function referenceFor({ model, column }: Read, of: string): string | null {
  const { features, terms, factors } = model.spec;
  const reference = factors.find((factor) => factor.column === of)?.levels[0]?.level;
  const at = features.indexOf(column);
  const term = terms.find((one) => one.features.includes(at));
  const hasOwn = term?.features.some((k) =>
    features[k]?.factors.some((f) => f.kind === 'level' && f.column === of && f.level === reference),
  );
  return reference === undefined || hasOwn ? null : reference;
}

/** Other terms computed from this column alone: with them a slope of its own means nothing. */
function curvesOf({ model, column }: Read): string[] {
  const inputs = inputsOf(column).join();
  return model.spec.features
    .filter((other) => other !== column && other.factors.length === 1 && inputsOf(other).join() === inputs)
    .map(termSymbol);
}

/** Where an interaction makes the effect depend on another column: what it is said for. */
function conditions({ model, column }: Read): string {
  const key = keysOf(column)[0];
  const partners = model.spec.features
    .filter((other) => other !== column && other.factors.length > 1 && keysOf(other).includes(key!))
    .flatMap(({ factors }) => factors)
    .filter((factor) => keyOf(factor) !== key);
  const words = partners.map((factor) => {
    if (factor.kind !== 'level') return `at zero of ${inputsOf({ name: '', factors: [factor] }).map(short)}`;
    return `for ${model.spec.factors.find(({ column: of }) => of === factor.column)?.levels[0]?.level}`;
  });
  return [...new Set(words)].map((text) => `, ${text}`).join('');
}

function keysOf({ factors }: DesignColumn): string[] {
  return factors.map(keyOf);
}

function keyOf(factor: DesignColumn['factors'][number]): string {
  return factor.kind === 'level' ? `level of ${factor.column}` : JSON.stringify(factor);
}

function short(name: string): string {
  return labelOf(name).label;
}

function isNumber(factor: DesignColumn['factors'][number]): factor is Expression {
  return factor.kind !== 'level';
}

/** True where the interval reaches across zero. */
function isInDoubt({ confidenceInterval }: CoefficientRow): boolean {
  return confidenceInterval !== null && confidenceInterval[0] < 0 && confidenceInterval[1] > 0;
}
