import type { ModelSpec } from './modelSpec.js';

/** Names R reads without backticks. Other letters and digits are quoted, so that every R takes the formula. */
const SYNTACTIC = /^(?:\p{L}|\.(?![0-9]))[\p{L}0-9._]*$/u;
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

/** A model as canonical text: `y ~ a + b`, `y ~ a - 1` without intercept, `y ~ 1` without features. */
export function formatFormula(spec: Omit<ModelSpec, 'formula'>): string {
  const terms = spec.features.map(formatName).join(' + ');
  const right = terms === '' ? (spec.hasIntercept ? '1' : '0') : spec.hasIntercept ? terms : `${terms} - 1`;
  return `${formatName(spec.target)} ~ ${right}`;
}

/** A column's name as a formula holds it: in backticks where R needs them, with R's escapes. */
export function formatName(name: string): string {
  if (SYNTACTIC.test(name) && !RESERVED.has(name) && !/^\.\.\d+$/.test(name)) return name;
  return inBackticks(name);
}

/** A name in backticks, with R's escapes: for messages, where every column stands in them. */
export function inBackticks(name: string): string {
  return `\`${name.replace(/[\\`\n\r\t\0]/g, (character) => ESCAPES[character]!)}\``;
}

/** The model with an intercept on these features. */
export function specFromColumns(target: string, features: readonly string[]): ModelSpec {
  return specOf({ target, features, hasIntercept: true });
}

/** Adds the canonical formula to what it says. */
export function specOf(parts: Omit<ModelSpec, 'formula'>): ModelSpec {
  return { formula: formatFormula(parts), ...parts };
}
