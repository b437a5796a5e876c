import type { ColumnKind, Dialect, DialectNote, ReadChoices, ShownReading } from '../src/protocol/index.js';
import { type DialectField, FIELD_LABELS, fieldWords, isUsual } from './dialectWords.js';

/** One way to read a field. */
export type ReadingOption = {
  label: string;
  /** Such as `0,435 read as 0.435`; null where the file has none. */
  example: string | null;
  /** What is settled by choosing it. */
  change: Partial<Dialect>;
  isNow: boolean;
};

/** One part of a dialect: how it is read, who said so, what else fits. */
export type ReadingField = {
  field: DialectField;
  label: string;
  now: string;
  example: string | null;
  isAmbiguous: boolean;
  settledBy: 'you' | 'setting' | null;
  /** The current reading first; none where nothing is known of the file. */
  options: readonly ReadingOption[];
};

/** The likeliest first. */
const FIELDS: readonly DialectField[] = [
  'delimiter',
  'decimal',
  'thousands',
  'hasHeader',
  'quote',
  'escape',
  'encoding',
  'missingTokens',
];

/** What is known of a file's dialect; nothing where it could not be read. */
export type KnownDialect = { dialect: Partial<Dialect>; notes: readonly DialectNote[] };

/** Every part of a dialect with the readings that go with the other parts. */
export function readingFields(known: KnownDialect, shown: ShownReading): ReadingField[] {
  return FIELDS.map((field) => fieldOf(field, known, shown));
}

/** The parts worth a word in the source line: what is unusual, doubtful or settled by someone. */
export function stripFields(fields: readonly ReadingField[], { dialect }: KnownDialect): ReadingField[] {
  return fields.filter(({ field, isAmbiguous, settledBy }) => {
    if (dialect[field] === undefined) return false;
    return isAmbiguous || settledBy !== null || !isUsual(field, dialect[field]);
  });
}

/** The choices with this change on top. */
export function withChange(choices: ReadChoices, change: Partial<Dialect>): ReadChoices {
  return { ...choices, dialect: { ...choices.dialect, ...change } };
}

/** The choices without a word about this field: it is guessed again, or taken from the setting. */
export function withoutField(choices: ReadChoices, field: DialectField): ReadChoices {
  const { [field]: _forgotten, ...others } = choices.dialect;
  return { ...choices, dialect: others };
}

/** The choices with this kind for a column; null leaves the kind to Gaussline. */
export function withKind(choices: ReadChoices, name: string, kind: ColumnKind | null): ReadChoices {
  const others = Object.entries(choices.kinds).filter(([other]) => other !== name);
  const all = kind === null ? others : [...others, [name, kind]];
  return { ...choices, kinds: Object.fromEntries(all) };
}

/** The choices with more lines in no fit, as they stand in the text of a fingerprint. */
export function withoutLines(
  choices: ReadChoices,
  lines: readonly number[],
  fingerprint: string | null,
): ReadChoices {
  const all = new Set([...(choices.without?.lines ?? []), ...lines]);
  return { ...choices, without: { lines: [...all].sort((a, b) => a - b), fingerprint } };
}

/** The choices with these lines in the fit again; null: all lines. */
export function withLines(
  { without, ...choices }: ReadChoices,
  lines: readonly number[] | null,
): ReadChoices {
  const left = lines === null ? [] : (without?.lines.filter((line) => !lines.includes(line)) ?? []);
  return left.length === 0 ? choices : { ...choices, without: { ...without!, lines: left } };
}

/** The kind the user settled for a column, null where it is guessed. */
export function chosenKind({ kinds }: ReadChoices, name: string): ColumnKind | null {
  return Object.hasOwn(kinds, name) ? kinds[name]! : null;
}

function fieldOf(
  field: DialectField,
  { dialect, notes }: KnownDialect,
  { chosen, bySetting }: ShownReading,
): ReadingField {
  const note = notes.find((one) => one.field === field);
  const now = fieldWords(field, dialect[field]);
  const settledBy = field in chosen.dialect ? 'you' : field in bySetting ? 'setting' : null;
  return {
    ...{ field, label: FIELD_LABELS[field], now, example: note?.example ?? null, settledBy },
    // Who has settled it knows what it means.
    isAmbiguous: note?.isAmbiguous === true && settledBy === null,
    options: optionsOf(field, dialect, note),
  };
}

function optionsOf(
  field: DialectField,
  dialect: Partial<Dialect>,
  note: DialectNote | undefined,
): ReadingOption[] {
  if (field === 'missingTokens') return [];
  const value = dialect[field];
  const current: ReadingOption[] =
    value === undefined
      ? []
      : [
          {
            ...{ label: fieldWords(field, value), example: note?.example ?? null, isNow: true },
            change: { [field]: value },
          },
        ];
  const found = (note?.others ?? []).map((other) => ({ ...other, isNow: false }));
  const taken = new Set([...current, ...found].map(({ change }) => change[field]));
  const rest = GENERAL[field](dialect).filter((change) => !taken.has(change[field]));
  return [...current, ...found, ...rest.map((change) => generalOption(field, change))];
}

function generalOption(field: DialectField, change: Partial<Dialect>): ReadingOption {
  return { label: fieldWords(field, change[field]), example: null, change, isNow: false };
}

/** All readings of a field there are, with what must change beside it: no character can mean two things. */
const GENERAL: {
  readonly [K in Exclude<DialectField, 'missingTokens'>]: (now: Partial<Dialect>) => Partial<Dialect>[];
} = {
  delimiter: ({ decimal }) => [
    decimal === ',' ? { delimiter: ',', decimal: '.' } : { delimiter: ',' },
    ...[';', '\t', '|', ' ', ':'].map((delimiter) => ({ delimiter })),
  ],
  decimal: ({ delimiter, thousands }) => [
    thousands === '.' ? { decimal: '.', thousands: null } : { decimal: '.' },
    {
      decimal: ',',
      ...(delimiter === ',' && { delimiter: ';' }),
      ...(thousands === ',' && { thousands: null }),
    },
  ],
  thousands: ({ decimal, delimiter }) => [
    { thousands: null },
    ...([',', '.', ' ', "'"] as const)
      .filter((mark) => mark !== (decimal ?? '.') && mark !== delimiter)
      .map((thousands) => ({ thousands })),
  ],
  quote: () => [{ quote: '"' }, { quote: "'" }, { quote: null }],
  escape: () => [{ escape: 'doubled' }, { escape: 'backslash' }],
  hasHeader: () => [{ hasHeader: true }, { hasHeader: false }],
  encoding: () => [
    { encoding: 'utf-8' },
    { encoding: 'utf-16le' },
    { encoding: 'utf-16be' },
    { encoding: 'windows-1252' },
  ],
};
