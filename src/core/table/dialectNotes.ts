import { cellText, decodeText, shortened } from './cellText.js';
import { DELIMITER_WORDS } from './delimiterWords.js';
import type { Dialect } from './dialect.js';
import type { DecimalGuess } from './guessDecimal.js';
import type { LayoutGuess } from './guessLayout.js';
import { MissingTokens } from './missingTokens.js';
import { NumberReader } from './numberReader.js';
import { bareNumber, withPlainSigns } from './numberSigns.js';
import type { DialectNote } from './readChoices.js';
import { BACKSLASHED, DOUBLED, PLAIN } from './recordSpans.js';
import type { SampleRecords } from './sampleRecords.js';
import { endOfAscii } from './utf8Check.js';

/** What a dialect was guessed from. */
export type DialectGround = {
  records: SampleRecords;
  table: LayoutGuess;
  asked: Partial<Dialect>;
  decimal: DecimalGuess;
  /** A reading by another delimiter that fits nearly as well. */
  rival: SampleRecords | undefined;
};

type Field = DialectNote['field'];
type Other = DialectNote['others'][number];

/** Cells looked at for an example. */
const MOST_CELLS = 4_000;
const SHOWN = 40;

/** One note for each part of a dialect: what it makes of a cell of this file, and what else fits. */
export function dialectNotes(dialect: Dialect, ground: DialectGround): DialectNote[] {
  const examples = new Examples(dialect, ground);
  const note = (field: Field, example: string | null, others: readonly Other[] = []): DialectNote => ({
    field,
    isGuess: ground.asked[field] === undefined,
    isAmbiguous: others.length > 0,
    example,
    others,
  });
  return [
    note('delimiter', examples.delimiter(ground.records), rivalOf(ground)),
    note('decimal', examples.decimal(), otherDecimal(ground)),
    note('thousands', examples.thousands()),
    note('quote', examples.cellOf(isQuoted)),
    note('escape', examples.cellOf(isEscaped)),
    note('hasHeader', examples.header()),
    note('encoding', examples.foreign()),
    note('missingTokens', examples.missing()),
  ];
}

function isQuoted(form: number): boolean {
  return form !== PLAIN;
}

function isEscaped(form: number): boolean {
  return form === DOUBLED || form === BACKSLASHED;
}

function rivalOf({ rival, records, table }: DialectGround): Other[] {
  if (rival === undefined) return [];
  const { delimiter } = rival;
  const row = Math.min(table.firstRow, records.count - 1);
  const example = `${rival.width(Math.min(row, rival.count - 1))} cells in a row`;
  return [{ label: DELIMITER_WORDS[delimiter] ?? delimiter, example, change: { delimiter } }];
}

/** The other meaning of an ambiguous mark: thousands where it was taken for decimals, decimals where for thousands. */
function otherDecimal({ decimal: { decimal, ambiguous } }: DialectGround): Other[] {
  if (ambiguous === undefined) return [];
  const { text } = ambiguous;
  if (decimal === '.')
    return [
      {
        label: 'decimal comma',
        example: `${text} read as ${text.replace(',', '.')}`,
        change: { decimal: ',', thousands: null },
      },
    ];
  const example = `${text} read as ${text.replace(',', '')}`;
  return [{ label: 'thousands comma', example, change: { decimal: '.', thousands: ',' } }];
}

class Examples {
  private readonly numbers: NumberReader;
  private readonly tokens: MissingTokens;

  constructor(
    private readonly dialect: Dialect,
    private readonly ground: DialectGround,
  ) {
    this.numbers = new NumberReader(dialect);
    this.tokens = new MissingTokens(dialect.missingTokens, this.numbers);
  }

  delimiter(records: SampleRecords): string | null {
    const row = Math.min(this.ground.table.firstRow, records.count - 1);
    if (row < 0 || records.width(row) < 2) return null;
    const cells = [0, 1, 2]
      .slice(0, records.width(row))
      .map((column) => shortened(records.text(row, column), 12));
    return `${cells.join(records.delimiter)} read as ${cells.join(' and ')}`;
  }

  decimal(): string | null {
    const { decimal } = this.dialect;
    return this.readNumber((text) => text.includes(decimal));
  }

  thousands(): string | null {
    const { thousands } = this.dialect;
    if (thousands === null) return null;
    return this.readNumber((text) => withPlainSigns(text).includes(thousands));
  }

  header(): string | null {
    const { records, table } = this.ground;
    const { hasHeader } = this.dialect;
    const first = hasHeader ? table.firstRow - table.layout.headerRecords : table.firstRow;
    const names = table.names ?? [0, 1, 2].map((column) => records.text(Math.max(0, first), column));
    const shown = names
      .slice(0, 3)
      .filter((name) => name !== '')
      .map((name) => shortened(name, 20));
    return shown.length === 0 ? null : `${shown.join(', ')}: ${hasHeader ? 'names' : 'a row'}`;
  }

  /** A text that another encoding would spoil. */
  foreign(): string | null {
    const { bytes, isAscii } = this.ground.records;
    if (isAscii || endOfAscii(bytes, 0) === bytes.length) return null;
    const text = this.firstText((cell) => /\P{ASCII}/u.test(cell));
    return text === undefined ? null : shortened(text, SHOWN);
  }

  missing(): string | null {
    const text = this.firstText(Examples.isMissing);
    return text === undefined ? null : `${text} read as missing`;
  }

  /** One function for all files: it is asked about every cell, and would be compiled anew for each file. */
  private static isMissing(text: string, examples: Examples): boolean {
    return text !== '' && examples.tokens.has(text);
  }

  /** The first cell written so, as it stands and as it is read. */
  cellOf(isWanted: (form: number) => boolean): string | null {
    const { records } = this.ground;
    const { spans, bytes } = records;
    const cell = spans.forms.subarray(0, Math.min(spans.cellCount, MOST_CELLS + 1)).findIndex(isWanted);
    if (cell < 0) return null;
    const raw = decodeText(bytes, spans.starts[cell]! - 1, spans.ends[cell]! + 1);
    return `${shortened(raw, SHOWN)} read as ${shortened(cellText(records, cell).trim(), SHOWN)}`;
  }

  private readNumber(isWanted: (text: string) => boolean): string | null {
    const read = (text: string) => this.numbers.readText(bareNumber(text));
    const text = this.firstText((cell) => isWanted(cell) && !Number.isNaN(read(cell)));
    return text === undefined ? null : `${text} read as ${read(text)}`;
  }

  private firstText(isWanted: (text: string, examples: Examples) => boolean): string | undefined {
    const { records, table } = this.ground;
    let left = MOST_CELLS;
    for (let record = table.firstRow; record < records.count; record++)
      for (let column = 0; column < records.width(record) && left > 0; column++, left--) {
        const text = records.text(record, column);
        if (isWanted(text, this)) return text;
      }
    return undefined;
  }
}
