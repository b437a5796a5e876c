import assert from 'node:assert/strict';
import {
  type ColumnSummary,
  type Dialect,
  type DialectNote,
  NO_CHOICES,
  NOTHING_SETTLED,
} from '../../src/protocol/index.js';
import { cellWords, countWords, formWords } from '../../webview/columnWords.js';
import { fieldWords } from '../../webview/dialectWords.js';
import {
  chosenKind,
  type KnownDialect,
  readingFields,
  stripFields,
  withChange,
  withKind,
  withLines,
  withoutField,
  withoutLines,
} from '../../webview/reading.js';
import { layoutWords } from '../../webview/views/reading/readingSheet.js';

const DIALECT: Dialect = {
  ...{ delimiter: ',', quote: '"', escape: 'doubled', decimal: '.', thousands: null },
  ...{ hasHeader: true, encoding: 'utf-8', hasByteOrderMark: false, missingTokens: ['NA'] },
};
const IN_DOUBT: DialectNote = {
  ...{ field: 'decimal', isGuess: true, isAmbiguous: true, example: '1,234 read as 1.234' },
  others: [
    { label: 'thousands comma', example: '1,234 read as 1234', change: { decimal: '.', thousands: ',' } },
  ],
};

function known(change: Partial<Dialect> = {}, notes: readonly DialectNote[] = []): KnownDialect {
  return { dialect: { ...DIALECT, ...change }, notes };
}

function strip(one: KnownDialect, shown = NOTHING_SETTLED): string {
  return stripFields(readingFields(one, shown), one)
    .map(({ now, isAmbiguous }) => (isAmbiguous ? `${now}?` : now))
    .join(' · ');
}

function optionsOf(field: DialectNote['field'], one: KnownDialect) {
  return readingFields(one, NOTHING_SETTLED).find((each) => each.field === field)?.options ?? [];
}

describe('rows that are left out for good', () => {
  it('come together by their lines, beside what else is settled, and are taken back', () => {
    const settled = withChange(NO_CHOICES, { decimal: ',' });
    const two = withoutLines(settled, [9, 4], 'first');
    const three = withoutLines(two, [7, 4], 'second');
    assert.deepEqual(three, { ...settled, without: { lines: [4, 7, 9], fingerprint: 'second' } });
    assert.deepEqual(withKind(three, 'x', 'text').without, three.without);
    assert.deepEqual(withoutField(three, 'decimal').without, three.without);
    assert.deepEqual(withLines(three, [4, 5]).without?.lines, [7, 9]);
    assert.deepEqual(withLines(three, [4, 7, 9]), settled);
    assert.deepEqual(withLines(three, null), settled);
  });
});

describe('the source line', () => {
  it('says delimiter and header, and what is unusual', () => {
    assert.equal(strip(known()), 'comma · header');
    const other = known({
      ...{ delimiter: ';', decimal: ',', thousands: '.', hasHeader: false, quote: "'" },
      encoding: 'windows-1252',
    });
    assert.equal(
      strip(other),
      'semicolon · decimal comma · thousands point · no header · single quotes · Windows-1252',
    );
    assert.equal(strip(known({ delimiter: '^' })), 'caret · header');
  });

  it('says what is in doubt, until somebody has settled it', () => {
    const doubtful = known({ delimiter: ';', decimal: ',' }, [IN_DOUBT]);
    assert.equal(strip(doubtful), 'semicolon · decimal comma? · header');
    const settled = { chosen: withChange(NO_CHOICES, { decimal: ',' }), bySetting: {} };
    assert.equal(strip(doubtful, settled), 'semicolon · decimal comma · header');
  });

  it('says what somebody has settled, usual or not', () => {
    const chosen = withChange(NO_CHOICES, { missingTokens: ['NA'] });
    assert.equal(
      strip(known(), { chosen, bySetting: { decimal: '.' } }),
      'comma · decimal point · header · 1 missing word',
    );
  });

  it('says nothing of a file that could not be read', () => {
    assert.equal(strip({ dialect: {}, notes: [] }), '');
    assert.equal(fieldWords('delimiter', undefined), 'automatic');
  });
});

describe('the readings of a field', () => {
  it('are the current one, then what else fits the file, then all others, each once', () => {
    const options = optionsOf('decimal', known({ delimiter: ';', decimal: ',' }, [IN_DOUBT]));
    assert.deepEqual(
      options.map(({ label, example, isNow }) => [label, example, isNow]),
      [
        ['decimal comma', '1,234 read as 1.234', true],
        ['thousands comma', '1,234 read as 1234', false],
      ],
    );
    const delimiters = optionsOf('delimiter', known({ delimiter: '\t' })).map(({ label }) => label);
    assert.deepEqual(delimiters, ['tab', 'comma', 'semicolon', 'pipe', 'space', 'colon']);
  });

  it('change what would clash with them', () => {
    const comma = optionsOf('delimiter', known({ delimiter: ';', decimal: ',' }))[1];
    assert.deepEqual(comma?.change, { delimiter: ',', decimal: '.' });
    const decimalComma = optionsOf('decimal', known({ thousands: ',' }))[1];
    assert.deepEqual(decimalComma?.change, { decimal: ',', delimiter: ';', thousands: null });
    const point = optionsOf('decimal', known({ delimiter: ';', decimal: ',', thousands: '.' }))[1];
    assert.deepEqual(point?.change, { decimal: '.', thousands: null });
    const marks = optionsOf('thousands', known({ delimiter: ';', decimal: ',' })).map(({ label }) => label);
    assert.deepEqual(marks, [
      'no thousands mark',
      'thousands point',
      'thousands space',
      'thousands apostrophe',
    ]);
  });

  it('tell who settled them: the user goes before the setting', () => {
    const shown = {
      chosen: withChange(NO_CHOICES, { decimal: ',' }),
      bySetting: { decimal: '.', hasHeader: true },
    } as const;
    const fields = readingFields(known(), shown);
    const by = Object.fromEntries(fields.map(({ field, settledBy }) => [field, settledBy]));
    assert.equal(by.decimal, 'you');
    assert.equal(by.hasHeader, 'setting');
    assert.equal(by.delimiter, null);
  });
});

describe('choices', () => {
  it('build on each other, and are taken back one by one', () => {
    const both = withChange(withChange(NO_CHOICES, { delimiter: ';' }), { decimal: ',' });
    assert.deepEqual(both, { dialect: { delimiter: ';', decimal: ',' }, kinds: {} });
    assert.deepEqual(withoutField(both, 'delimiter'), { dialect: { decimal: ',' }, kinds: {} });
    assert.deepEqual(NO_CHOICES, { dialect: {}, kinds: {} });
  });

  it('hold the kind of a column of any name', () => {
    const kinds = withKind(withKind(NO_CHOICES, '__proto__', 'text'), 'x', 'ignored');
    assert.equal(chosenKind(kinds, '__proto__'), 'text');
    assert.equal(chosenKind(kinds, 'toString'), null);
    assert.deepEqual(withKind(withKind(kinds, 'x', null), '__proto__', null), NO_CHOICES);
  });
});

describe('columns in words', () => {
  const column: ColumnSummary = {
    ...{ name: 'x', label: 'x', unit: null, kind: 'number', form: 'plain', firstDay: null },
    ...{ missingCount: 0, oddCount: 0, distinctCount: null, shape: null, preview: [] },
  };

  it('say the form and the counts where there is something to say', () => {
    assert.equal(formWords(column), '');
    assert.equal(formWords({ ...column, form: 'date', firstDay: '2024-02-29' }), 'days since 2024-02-29');
    assert.equal(formWords({ ...column, form: 'percent' }), 'percent');
    assert.equal(countWords(column), '');
    const counted = { ...column, missingCount: 1204, oddCount: 3, distinctCount: 14 };
    assert.equal(countWords(counted), '1,204 missing, 3 not a number, 14 different');
    assert.equal(countWords({ ...counted, kind: 'ignored' }), '');
  });

  it('show what a cell became where that is not plain', () => {
    assert.deepEqual(cellWords({ raw: '0,435', read: 0.435 }), { raw: '0,435', read: '0.435' });
    assert.deepEqual(cellWords({ raw: '1.50', read: 1.5 }), { raw: '1.50', read: null });
    assert.deepEqual(cellWords({ raw: 'blue', read: 'blue' }), { raw: 'blue', read: null });
    assert.deepEqual(cellWords({ raw: 'NA', read: null }), { raw: 'NA', read: 'no value' });
    assert.deepEqual(cellWords({ raw: '', read: null }), { raw: '(empty)', read: null });
  });

  it('say which part of a file is the table', () => {
    assert.equal(layoutWords({ preambleLines: 0, headerRecords: 1, endLine: null }), '');
    assert.equal(
      layoutWords({ preambleLines: 3, headerRecords: 2, endLine: 512 }),
      'The table begins on line 4 and ends before line 512; what stands around it is not read. The names come from 2 header records.',
    );
  });
});
