import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { inputsOf } from '../../../src/core/model/designColumn.js';
import { modelOfFit } from '../../../src/core/predict/modelOfFit.js';
import { inputReadings } from '../../../src/core/predict/newRows.js';
import { type ScoredRow, scoreSource } from '../../../src/core/predict/scoreSource.js';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { PredictionTally } from '../../../src/core/words/predictionWords.js';
import { assertClose } from '../fit/close.js';

type Options = { windowBytes?: number; onlyEmpty?: boolean; encoding?: BufferEncoding };

const sourceOf = (text: string, encoding: BufferEncoding = 'utf8') =>
  memorySource('new.csv', Buffer.from(text, encoding));

async function score(
  file: string,
  formula: string,
  newFile: string,
  { windowBytes, onlyEmpty, encoding }: Options = {},
) {
  const table = await readTable(sourceOf(file));
  const { fit } = await fitFormula(table, formula, { confidence: 0.95 });
  const model = await modelOfFit(table, fit);
  const { decimal } = table.dialect;
  const order = { model, readings: inputReadings(table, model.inputs), decimal };
  const emptyIn = onlyEmpty ? inputsOf(fit.spec.target) : undefined;
  const window = windowBytes === undefined ? {} : { windowBytes };
  const scored = await scoreSource(sourceOf(newFile, encoding), { ...order, ...window, emptyIn });
  const tally = new PredictionTally(model);
  const rows: ScoredRow[] = [];
  for await (const some of scored.rows) rows.push(...some);
  for (const row of rows) tally.add(row);
  return { rows, names: scored.names, tally };
}

/** y is twice x but for little: predictions are near enough to tell which x was read. */
const LINE = 'x,y\n1,2.1\n2,3.9\n3,6.1\n4,7.9\n5,10\n6,12\n';
const fits = (rows: readonly ScoredRow[]) => rows.map(({ prediction }) => prediction?.fit ?? null);
const nearest = (rows: readonly ScoredRow[]) => fits(rows).map((fit) => fit && Math.round(fit));

describe('scoreSource', () => {
  it('finds columns by name, in another order and dialect', async () => {
    const { rows, names } = await score(LINE, 'y ~ x', 'note;x\n"a;b";1,5\nc;4,0\n');
    assert.deepEqual(names, ['note', 'x']);
    assert.deepEqual(nearest(rows), [3, 8]);
    assert.deepEqual(
      rows.map(({ line, cells }) => [line, ...cells]),
      [
        [2, 'a;b', '1,5'],
        [3, 'c', '4,0'],
      ],
    );
  });

  it('gives the same for every size of the window', async () => {
    const text = `x,note\n${Array.from({ length: 60 }, (_, i) => `${i},"a\n${i}"`).join('\n')}\n`;
    const whole = await score(LINE, 'y ~ x', text);
    const pieces = await score(LINE, 'y ~ x', text, { windowBytes: 16 });
    assert.equal(whole.rows.length, 60);
    assert.deepEqual(pieces.rows, whole.rows);
    assert.deepEqual([whole.rows[1]!.line, whole.rows[1]!.lastLine], [4, 5]);
  });

  it('gives every row an entry, or the reason why not, with its line', async () => {
    const file = 'x,zone,y\n1,a,2\n2,b,3\n3,a,5\n4,b,5\n5,a,9\n6,b,8\n';
    const newFile = 'x,zone\n2,a\n,b\nabc,b\n3,harbour\n0,a\n4,\n\n5,b\n';
    const { rows, tally } = await score(file, 'y ~ log(x) + zone', newFile);
    assert.deepEqual(
      rows.map(({ line, why }) => [line, why?.reason ?? null, why?.column ?? null, why?.cell ?? null]),
      [
        [2, null, null, null],
        [3, 'missing value', 'x', ''],
        [4, 'not a number', 'x', 'abc'],
        [5, 'new level', 'zone', 'harbour'],
        [6, 'undefined value', 'x', '0'],
        [7, 'missing value', 'zone', ''],
        [9, null, null, null],
      ],
    );
    assert.deepEqual([tally.rowCount, tally.leftOutCount], [2, 5]);
  });

  it('counts dates from the day the fit counts them from', async () => {
    const days = Array.from({ length: 9 }, (_, i) => `2024-01-0${i + 1},${10 + 2 * i + (i % 2)}`);
    const file = `day,y\n${days.join('\n')}\n`;
    const { rows } = await score(file, 'y ~ day', 'day\n2024-01-05\n2024-01-06\n');
    const known = await score(file, 'y ~ day', file);
    assert.deepEqual(fits(rows), fits(known.rows).slice(4, 6));
  });

  it('reads dates as each file writes them', async () => {
    const days = Array.from({ length: 20 }, (_, i) => `${i + 1}.1.2024,${10 + 2 * i + (i % 2)}`);
    const file = `day,y\n${days.join('\n')}\n`;
    const { rows } = await score(file, 'y ~ day', 'day\n2024-01-05\n2024-01-13\n');
    const known = await score(file, 'y ~ day', file);
    assert.deepEqual(fits(rows), [fits(known.rows)[4], fits(known.rows)[12]]);
  });

  it('reads amounts as each file writes them', async () => {
    const prices = [1000, 2000, 3500, 4000, 5200];
    const plain = `price,y\n${prices.map((price, i) => `${price},${i}`).join('\n')}\n`;
    const { rows } = await score(plain, 'y ~ price', 'price\n"1,000"\n"2,000"\n"5,200"\n');
    const known = await score(plain, 'y ~ price', plain);
    assert.deepEqual(
      fits(rows),
      [0, 1, 4].map((i) => fits(known.rows)[i]),
    );
  });

  it('reads amounts in the currency of the fit alone', async () => {
    const file = 'price,y\n$1,0\n$2,1\n$4,2\n$5,4\n';
    const { rows } = await score(file, 'y ~ price', 'price\n€2\n€4\n');
    assert.deepEqual(
      rows.map(({ prediction, why }) => [prediction, why?.reason]),
      [
        [null, 'not a number'],
        [null, 'not a number'],
      ],
    );
    const known = await score(file, 'y ~ price', 'price\n$2\n4\n');
    assert.ok(known.rows.every(({ why }) => why === null));
  });

  it('takes the levels of numbers as numbers', async () => {
    const file = 'year,y\n2001,1\n2002,2\n2001,3\n2002,5\n2003,7\n2003,6\n';
    const { rows } = await score(file, 'y ~ factor(year)', 'year\n2001.0\n2004\n2003\n');
    assertClose(rows[0]!.prediction?.fit, 2, { tolerance: 1e-14, what: '2001' });
    assert.equal(rows[1]!.why?.reason, 'new level');
    assertClose(rows[2]!.prediction?.fit, 6.5, { tolerance: 1e-14, what: '2003' });
  });

  it('takes a header of texts over texts for a header', async () => {
    const file = 'zone,y\na,1\na,2\nb,4\nb,5.5\n';
    const { rows } = await score(file, 'y ~ zone', 'zone\na\nb\n');
    assert.deepEqual(
      rows.map(({ line }) => line),
      [2, 3],
    );
  });

  it('reads other encodings, and a byte order mark', async () => {
    const file = 'größe,y\n1,2\n2,4.1\n3,6\n4,7.9\n';
    const latin = await score(file, 'y ~ größe', 'größe\n2\n', { encoding: 'latin1' });
    const wide = await score(file, 'y ~ größe', '\ufeffgröße\n2\n', { encoding: 'utf16le' });
    assert.deepEqual(fits(latin.rows), fits(wide.rows));
    assert.equal(nearest(latin.rows)[0], 4);
  });

  it('predicts only the rows whose target is empty, where it is asked to', async () => {
    const file = `${LINE}7,\n8,NA\n`;
    const { rows } = await score(file, 'y ~ x', file, { onlyEmpty: true });
    assert.deepEqual(
      rows.map(({ line }) => line),
      [8, 9],
    );
    assert.deepEqual(nearest(rows), [14, 16]);
  });

  it('says how many rows lie beyond those of the fit, and where', async () => {
    const { tally } = await score(LINE, 'y ~ x', `x\n3\n${'70\n'.repeat(7)}`);
    assert.deepEqual(tally.warnings(), [
      {
        code: 'predict/extrapolated',
        message: 'Lines 3, 4, 5, 6, 7 and 2 more lie beyond the rows of the fit.',
      },
    ]);
  });

  const FAILURES: readonly [string, string, string, RegExp][] = [
    ['a missing column', 'predict/missing-column', 'X,z\n1,2\n', /no column `x`/],
    ['an empty file', 'csv/empty', '', /is empty/],
  ];
  for (const [what, code, text, message] of FAILURES)
    it(`refuses ${what} with ${code}`, async () => {
      await assert.rejects(
        score(LINE, 'y ~ x', text),
        (error) => error instanceof GausslineError && error.code === code && message.test(error.message),
      );
    });
});
