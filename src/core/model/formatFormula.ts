import { isPlain } from '../table/letters.js';
import { plainColumn } from './designColumn.js';
import type { ModelSpec } from './modelSpec.js';

/** Names R reads without backticks. Other letters and digits are quoted, so that every R takes the formula. */
const SYNTACTIC = /^(?:\p{L}|\.(?![0-9]))[\p{L}0-9._]*$/u;
const PLAIN_SYNTACTIC = /^(?:[A-Za-z]|\.(?![0-9]))[A-Za-z0-9._]*$/;
const RESERVED = new Set(
  (
    'if else repeat while function for next break in TRUE FALSE NULL Inf NaN NA ' +
    'NA_integer_ NA_real_ NA_character_ NA_complex_ . ...'
  ).split(' '),
);
/** Line breaks are escaped too: a formula stands on one line. */
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '`': '\\`',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
};

/** A formula in its parts, as R spells them. */
export type FormulaParts = { target: string; terms: readonly string[]; hasIntercept: boolean };

/** A formula as canonical text: `y ~ a + b`, `y ~ a - 1` without intercept, `y ~ 1` without terms. */
export function formatFormula({ target, terms, hasIntercept }: FormulaParts): string {
  const sum = terms.join(' + ');
  const right = sum === '' ? (hasIntercept ? '1' : '0') : hasIntercept ? sum : `${sum} - 1`;
  return `${target} ~ ${right}`;
}

/** A column's name as a formula holds it: in backticks where R needs them, with R's escapes. */
export function formatName(name: string): string {
  const syntactic = isPlain(name) ? PLAIN_SYNTACTIC : SYNTACTIC;
  if (syntactic.test(name) && !RESERVED.has(name) && !/^\.\.\d+$/.test(name)) return name;
  return inBackticks(name);
}

/** A name in backticks, with R's escapes: for messages, where every column stands in them. */
export function inBackticks(name: string): string {
  return `\`${name.replace(/[\\`\n\r\t\0]/g, (character) => ESCAPES[character]!)}\``;
}

/** The model of these number columns as they stand, with an intercept unless told otherwise. */
export function specFromColumns(target: string, features: readonly string[], hasIntercept = true): ModelSpec {
  const terms = features.map(formatName);
  return {
    formula: formatFormula({ target: formatName(target), terms, hasIntercept }),
    target: plainColumn(target),
    features: features.map(plainColumn),
    hasIntercept,
    terms: terms.map((label, k) => ({ label, variables: [label], features: [k] })),
    factors: [],
    isPolynomial: true,
  };
}
