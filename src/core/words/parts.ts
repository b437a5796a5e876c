import type { RowTable } from '../fit/fit.js';
import type { ColumnLabel } from '../plot/plot.js';
import { formatCount } from './numbers.js';
import type { SentencePart } from './sentence.js';

/** Characters of a column's name in a sentence: a whole paragraph in a header cell must not become one here. */
const LONGEST_NAME = 24;
/** Lines a sentence names before it only counts. */
const MOST_LINES = 4;

/** A piece of a sentence that stands together. */
export type Phrase = readonly SentencePart[];

/** A column as a sentence names it: without its unit, and not too long. */
export function columnPart({ label }: ColumnLabel): SentencePart {
  return { column: shortened(label) };
}

/** A text cut to what fits in a sentence. */
export function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_NAME ? text : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}

/** `, ` between phrases and `last` before the last one. */
export function listed(phrases: readonly Phrase[], last = ' and '): SentencePart[] {
  return phrases.flatMap((phrase, i) => {
    if (i === 0) return [...phrase];
    return [i === phrases.length - 1 ? last : ', ', ...phrase];
  });
}

/**
 * `line 214`, `lines 88, 214 and 377`; of many only the first four are named: `lines 88, 214, 377, 400 and 3 more`.
 * Those named stand in file order.
 */
export function linesPhrase({ firstLine, lastLine }: RowTable, indices: readonly number[]): SentencePart[] {
  const phrases = indices
    .slice(0, MOST_LINES)
    .sort((a, b) => a - b)
    .map((index): Phrase => [{ line: firstLine[index]!, lastLine: lastLine[index]! }]);
  if (indices.length > MOST_LINES) phrases.push([`${formatCount(indices.length - MOST_LINES)} more`]);
  return [indices.length === 1 ? 'line ' : 'lines ', ...listed(phrases)];
}

/** Small counts in words, others in digits: `three`, `1,017`. */
export function countWord(count: number): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  return words[count] ?? formatCount(count);
}

/** Neighbouring texts made one, so that a sentence has as few parts as it can. */
export function joined(parts: readonly SentencePart[]): SentencePart[] {
  const result: SentencePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (part !== '') result.push(part);
  }
  return result;
}

/** A sentence as plain text. */
export function plainText(parts: readonly SentencePart[]): string {
  const textOf = (part: SentencePart) => {
    if (typeof part === 'string') return part;
    if ('strong' in part) return part.strong;
    return 'line' in part ? String(part.line) : part.column;
  };
  return parts.map(textOf).join('');
}
