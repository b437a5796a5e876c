import { GausslineError, type TextRange } from '../errors.js';
import { isPlain } from '../table/letters.js';

/** What the parser sees. `text` of a name or string is its value, of the others what was written. */
export type Token = {
  kind: 'name' | 'number' | 'string' | 'symbol' | 'end';
  text: string;
  range: TextRange;
};

/**
 * A bare name: as R's, and besides with marks, any digits and a leading underscore, because headers have them.
 * A dot followed by a digit begins a number.
 */
const BARE_NAME = /(?:[\p{L}_]|\.(?!\d))[\p{L}\p{M}\p{N}._]*/uy;
/** The same of a formula without other characters. */
const PLAIN_NAME = /(?:[A-Za-z_]|\.(?!\d))[A-Za-z0-9._]*/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)L?/y;
const SYMBOL = /%in%|\*\*|[~+\-*/:^(),=]/y;
const SPACE = /\s+/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/**
 * Cuts a formula into tokens; the last one is `end`.
 *
 * @throws GausslineError `formula/syntax` at a character no token begins with, an open quote, or an unknown escape.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = matchAt(SPACE, text, 0).length;
  while (position < text.length) {
    const token = tokenAt(text, position);
    tokens.push(token);
    position = token.range.end;
    position += matchAt(SPACE, text, position).length;
  }
  tokens.push({ kind: 'end', text: '', range: { start: text.length, end: text.length } });
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  const first = text[start]!;
  if (first === '`') return quoted(text, start, 'name');
  if (first === '"' || first === "'") return quoted(text, start, 'string');
  for (const [kind, pattern] of [
    ['name', isPlain(text) ? PLAIN_NAME : BARE_NAME],
    ['number', NUMBER],
    ['symbol', SYMBOL],
  ] as const) {
    const found = matchAt(pattern, text, start);
    if (found !== '') return { kind, text: found, range: { start, end: start + found.length } };
  }
  const character = String.fromCodePoint(text.codePointAt(start)!);
  throw syntaxError(
    `The formula has \`${character}\` at character ${start + 1}, where a name or an operator is expected.`,
    'Put backticks around a column name that is not only letters, digits, dots and underscores.',
    { start, end: start + character.length },
  );
}

/** A name in backticks or a string, with R's backslash escapes. */
function quoted(text: string, start: number, kind: 'name' | 'string'): Token {
  const quote = text[start]!;
  let value = '';
  for (let position = start + 1; position < text.length; position++) {
    const character = text[position]!;
    if (character === quote) {
      const range = { start, end: position + 1 };
      if (kind === 'name' && value === '')
        throw syntaxError('There is nothing between the backticks.', 'Write a column name in them.', range);
      return { kind, text: value, range };
    }
    if (character === '\\') value += escaped(text, position++);
    else value += character;
  }
  throw syntaxError(
    `The ${quote === '`' ? 'backtick' : 'quote'} at character ${start + 1} is not closed.`,
    `Add ${quote === '`' ? 'a backtick' : quote} at the end of the name.`,
    { start, end: text.length },
  );
}

function escaped(text: string, position: number): string {
  const character = text[position + 1] ?? '';
  if (character === '`' || character === '"' || character === "'" || character === '\\') return character;
  if (Object.hasOwn(ESCAPES, character)) return ESCAPES[character]!;
  throw syntaxError(
    `\`\\${character}\` is not an escape; a backslash inside quotes is written twice.`,
    'Write `\\\\` for one backslash.',
    { start: position, end: Math.min(position + 2, text.length) },
  );
}

/** What a sticky pattern matches at a position, empty where it does not. */
function matchAt(pattern: RegExp, text: string, position: number): string {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? '';
}

/** A formula that cannot be read, with the place. */
export function syntaxError(message: string, hint: string, range: TextRange): GausslineError {
  return new GausslineError('formula/syntax', message, hint, { range });
}
