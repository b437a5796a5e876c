import { DELIMITER_WORDS, type Dialect, type DialectNote } from '../src/protocol/index.js';

export type DialectField = DialectNote['field'];
/** A value of a field as a word; `automatic` where nothing is known. */
type Words<K extends DialectField> = (value: Dialect[K]) => string;

const THOUSANDS = { ',': 'comma', '.': 'point', ' ': 'space', "'": 'apostrophe' } as const;
const ENCODINGS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
} as const;

export const FIELD_LABELS: Readonly<Record<DialectField, string>> = {
  delimiter: 'Delimiter',
  decimal: 'Decimal mark',
  thousands: 'Thousands mark',
  quote: 'Quotes',
  escape: 'Quotes inside quotes',
  hasHeader: 'Header',
  encoding: 'Encoding',
  missingTokens: 'Missing values',
};

const WORDS: { readonly [K in DialectField]: Words<K> } = {
  delimiter: (value) => DELIMITER_WORDS[value] ?? value,
  decimal: (value) => (value === ',' ? 'decimal comma' : 'decimal point'),
  thousands: (value) => (value === null ? 'no thousands mark' : `thousands ${THOUSANDS[value]}`),
  quote: (value) => (value === null ? 'no quotes' : value === '"' ? 'double quotes' : 'single quotes'),
  escape: (value) => (value === 'doubled' ? 'written twice' : 'after a backslash'),
  hasHeader: (value) => (value ? 'header' : 'no header'),
  encoding: (value) => ENCODINGS[value],
  missingTokens: (value) => (value.length === 1 ? '1 missing word' : `${value.length} missing words`),
};

/** What a field says, in a word or two. */
export function fieldWords<K extends DialectField>(field: K, value: Dialect[K] | undefined): string {
  return value === undefined ? 'automatic' : WORDS[field](value);
}

/** True where the strip need not speak of a field: it is as in most files. */
export function isUsual<K extends DialectField>(field: K, value: Dialect[K] | undefined): boolean {
  const usual: Partial<Dialect> = {
    ...{ decimal: '.', thousands: null, quote: '"', escape: 'doubled', encoding: 'utf-8' },
  };
  return field === 'missingTokens' || (field in usual && usual[field] === value);
}
