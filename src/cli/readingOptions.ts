// What a command line says of how a file is read.
import type { Dialect } from '../core/table/dialect.js';
import type { LeftOutLines, ReadChoices } from '../core/table/readChoices.js';
import { usage } from './usageErrors.js';

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': ',',
  comma: ',',
  ';': ';',
  semicolon: ';',
  tab: '\t',
  '\t': '\t',
  pipe: '|',
  '|': '|',
  space: ' ',
  ' ': ' ',
  colon: ':',
  ':': ':',
  caret: '^',
  '^': '^',
  tilde: '~',
  '~': '~',
};

type ReadingValues = DialectValues & { without?: string };

export function readingOf(values: ReadingValues): ReadChoices {
  return { dialect: dialectOf(values), kinds: {}, without: withoutOf(values.without) };
}

/** `12,40-42`: physical lines. */
function withoutOf(text: string | undefined): LeftOutLines | undefined {
  if (text === undefined) return undefined;
  return { lines: text.split(',').flatMap((piece) => linesOf(piece, text)), fingerprint: null };
}

const MOST_LINES = 100_000;

function linesOf(piece: string, text: string): number[] {
  const [, from, to = from] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(piece) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (!(first >= 1 && last >= first && last - first < MOST_LINES))
    throw usage(`\`--without ${text}\` is no list of lines, such as 12,40-42.`);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

type DialectValues = { delimiter?: string; decimal?: string; 'no-header'?: boolean };

function dialectOf(values: DialectValues): Partial<Dialect> {
  const dialect: Partial<Dialect> = {};
  if (values['no-header']) dialect.hasHeader = false;
  if (values.delimiter !== undefined) {
    if (!Object.hasOwn(DELIMITERS, values.delimiter))
      throw usage(`\`--delimiter ${values.delimiter}\` is none of , ; tab pipe space : ^ ~.`);
    dialect.delimiter = DELIMITERS[values.delimiter]!;
  }
  if (values.decimal !== undefined) {
    if (values.decimal !== '.' && values.decimal !== ',')
      throw usage(`\`--decimal ${values.decimal}\` is neither . nor a comma.`);
    dialect.decimal = values.decimal;
  }
  if (dialect.decimal === ',' && dialect.delimiter === ',')
    throw usage('The comma cannot be both the delimiter and the decimal mark.');
  return dialect;
}
