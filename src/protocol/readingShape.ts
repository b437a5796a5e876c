import type { Dialect, Layout } from '../core/table/dialect.js';
import {
  COLUMN_KINDS,
  type ColumnKind,
  type DialectNote,
  type LeftOutLines,
  type ReadChoices,
} from '../core/table/readChoices.js';
import {
  either,
  isBoolean,
  isCount,
  isString,
  isUndefined,
  listOf,
  oneOf,
  orNull,
  record,
  type Shape,
  textUpTo,
} from './shape.js';

/** Neither a letter, a digit, a full stop nor a quote: nothing of that kind divides cells. */
const isDelimiter: Shape<string> = (value): value is string =>
  typeof value === 'string' && /^[^\p{L}\p{N}."'\r\n\0]$/u.test(value);
const MOST_TOKENS = 1000;

const DIALECT_SHAPES: { readonly [K in keyof Dialect]: Shape<Dialect[K]> } = {
  delimiter: isDelimiter,
  quote: orNull(oneOf('"', "'")),
  escape: oneOf('doubled', 'backslash'),
  decimal: oneOf('.', ','),
  thousands: orNull(oneOf(',', '.', ' ', "'")),
  hasHeader: isBoolean,
  encoding: oneOf('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
  hasByteOrderMark: isBoolean,
  missingTokens: (value): value is readonly string[] =>
    listOf(textUpTo(200))(value) && value.length <= MOST_TOKENS,
};

export const isDialect = record<Dialect>(DIALECT_SHAPES);

/** Some fields of a dialect, and no other field. Whether they go together is for the reader to say. */
export const isPartialDialect: Shape<Partial<Dialect>> = (value): value is Partial<Dialect> =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([name, field]) => Object.hasOwn(DIALECT_SHAPES, name) && DIALECT_SHAPES[name as keyof Dialect](field),
  );

export const isLayout = record<Layout>({
  preambleLines: isCount,
  headerRecords: isCount,
  endLine: orNull(isCount),
});

const isKinds: Shape<Readonly<Record<string, ColumnKind>>> = (
  value,
): value is Readonly<Record<string, ColumnKind>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((kind) => oneOf(...COLUMN_KINDS)(kind));

const MOST_LINES = 100_000;
const isLeftOutLines = record<LeftOutLines>({
  lines: (value): value is readonly number[] => listOf(isCount)(value) && value.length <= MOST_LINES,
  fingerprint: orNull(isString),
});

/** True for choices of ours, as they come from a page or back from storage. */
export const isReadChoices = record<ReadChoices>({
  dialect: isPartialDialect,
  kinds: isKinds,
  without: either<[LeftOutLines, undefined]>(isLeftOutLines, isUndefined),
});

const isOther = record<DialectNote['others'][number]>({
  label: isString,
  example: orNull(isString),
  change: isPartialDialect,
});
export const isDialectNote = record<DialectNote>({
  field: oneOf(
    'delimiter',
    'decimal',
    'thousands',
    'quote',
    'escape',
    'hasHeader',
    'encoding',
    'missingTokens',
  ),
  isGuess: isBoolean,
  isAmbiguous: isBoolean,
  example: orNull(isString),
  others: listOf(isOther),
});
