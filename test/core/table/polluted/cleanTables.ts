import { Random } from './random.js';

/** What a polluted file means: the names of the columns and the cells below them, all as text. */
export type CleanTable = { header: string[]; rows: string[][] };

type ColumnMaker = { name: string; cell(random: Random, row: number): string };

const WORDS =
  'river stone light wool winter table boots copper garden summer paper window silver harbour coffee mountain leather cotton blue small round heavy'.split(
    ' ',
  );
const CITIES = ['Oslo', 'Rome', 'São Paulo', 'New York', 'Bern', 'Kyiv', 'Żary', "L'Aquila"];
const NAMES: Readonly<Record<string, readonly string[]>> = {
  integer: ['rooms', 'Qty', 'count', 'age', 'visits'],
  decimal: ['price', 'area', 'weight', 'score', 'rate'],
  date: ['DATE', 'day', 'ordered', 'sold on'],
  isoDate: ['when', 'recorded', 'Date'],
  time: ['TIME', 'hour', 'start'],
  code: ['ProductId', 'code', 'SKU'],
  currency: ['Price', 'Amount', 'cost'],
  city: ['city', 'City', 'place'],
  phrase: ['ProductType', 'title', 'item'],
  sentence: ['Description', 'notes', 'remarks'],
  url: ['URL', 'link'],
  flag: ['New', 'active'],
  comment: ['Comments', 'extra'],
};

const two = (value: number) => String(value).padStart(2, '0');
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);

function phrase(random: Random): string {
  const words = Array.from({ length: random.integer(1, 4) }, () => random.pick(WORDS)).map(capital);
  const text = random.chance(0.3) ? `Men's ${words.join(' ')}` : words.join(' ');
  if (random.chance(0.1)) return `${text}, ${random.integer(3, 60)}"`;
  return random.chance(0.25) ? `${text}, ${capital(random.pick(WORDS))}` : text;
}

function sentence(random: Random): string {
  const parts = Array.from({ length: random.integer(1, 4) }, () =>
    Array.from({ length: random.integer(2, 7) }, () => random.pick(WORDS)).join(' '),
  );
  const text = capital(parts.join(', '));
  if (random.chance(0.08)) return `${text} of 5" ${random.pick(WORDS)}, it won't bend.`;
  return `${text}.`;
}

const CELLS: Readonly<Record<string, (random: Random, row: number) => string>> = {
  integer: (random) => String(random.integer(0, 90)),
  decimal: (random) => (random.next() * 300).toFixed(2),
  date: (random) =>
    `${two(random.integer(1, 28))}/${two(random.integer(1, 12))}/${random.integer(2011, 2024)}`,
  isoDate: (random) =>
    `${random.integer(2011, 2024)}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`,
  time: (random) => `${two(random.integer(0, 23))}:${two(random.integer(0, 59))}`,
  code: (random) => `${random.pick(['AB', 'MG', 'RI', 'YY', 'CC'])}-${random.integer(1000, 9999)}`,
  currency: (random) => `$${(random.next() * 100).toFixed(2)}`,
  city: (random) => random.pick(CITIES),
  phrase,
  sentence,
  url: (random) => `https://www.example.com/product/${random.integer(100, 999)}.html`,
  flag: (random) => random.pick(['yes', 'no']),
  comment: () => '',
};

/** Shares of cells that are empty, by the kind of the column. */
const EMPTY: Readonly<Record<string, number>> = { decimal: 0.04, city: 0.05, integer: 0.03, sentence: 0.05 };

function maker(kind: string, random: Random): ColumnMaker {
  const cell = CELLS[kind]!;
  const empty = EMPTY[kind] ?? 0;
  return {
    name: random.pick(NAMES[kind]!),
    cell: (source, row) => (source.chance(empty) ? '' : cell(source, row)),
  };
}

/**
 * A table of 2 to 12 columns and 8 to 90 rows. Every table has a column of numbers, for such tables are what a fit
 * is made of; the rest is what people keep beside them.
 */
export function cleanTable(seed: number): CleanTable {
  const random = new Random(seed);
  const kinds = Object.keys(CELLS);
  const width = random.integer(2, 12);
  // A column of nothing but empty cells at most once, or short rows would be empty.
  const filled = kinds.filter((kind) => kind !== 'comment');
  const chosen = Array.from({ length: width }, () => random.pick(filled));
  if (width > 3 && random.chance(0.3)) chosen[width - 1] = 'comment';
  chosen[random.integer(0, width - 2)] = random.pick(['decimal', 'integer']);
  const makers = chosen.map((kind) => maker(kind, random));
  const header = makers.map(({ name }, index) => {
    const isTaken = makers.slice(0, index).some((other) => other.name === name);
    return isTaken ? `${name} ${index + 1}` : name;
  });
  const rows = Array.from({ length: random.integer(8, 90) }, (_, row) =>
    makers.map(({ cell }) => cell(random, row)),
  );
  return {
    header,
    rows: rows.filter((cells) => cells.filter((cell) => cell !== '').length > 1 || width < 3),
  };
}
