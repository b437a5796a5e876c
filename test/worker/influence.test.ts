import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkerClient } from '../../src/host/workerClient.js';
import { type FitRequest, NO_CHOICES, type SourceRef } from '../../src/protocol/index.js';
import { assertClose } from '../core/fit/close.js';
import { seededRandom } from '../fixtures/generated.js';
import { bundleWorker } from './workerBundle.js';

const fileRef = (file: string): SourceRef => ({ kind: 'file', path: file, name: path.basename(file) });
const requestOf = (source: SourceRef, formula: string, choices: Partial<FitRequest> = {}): FitRequest => ({
  ...{ reading: NO_CHOICES, memoryBudget: 1024, token: 1 },
  ...{ source, formula, confidence: 0.95, ...choices },
});

describe('Influence in the worker thread', function () {
  this.timeout(120_000);
  let bundle: string;
  let client: WorkerClient;
  let folder: string;
  before(async () => {
    bundle = await bundleWorker();
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-influence-'));
    client = new WorkerClient(bundle);
  });
  after(() => {
    client.dispose();
    rmSync(folder, { recursive: true, force: true });
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  });

  const fileOf = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return fileRef(file);
  };

  it('describes rows with their values, and leaves them out', async () => {
    const source = fileRef(path.resolve('test/certified/r/mtcars.csv'));
    const request = requestOf(source, 'mpg ~ wt + hp');
    const report = await client.call('fit', request);
    const { answer, fingerprint } = await client.call('describeRows', { ...request, rows: [30, 16] });
    assert.equal(fingerprint, report.source.fingerprint);
    assert.deepEqual(answer.columns, ['wt', 'hp']);
    assert.deepEqual(
      answer.rows.map(({ row, values }) => [row, ...values]),
      [
        [16, 5.345, 230],
        [30, 3.57, 335],
      ],
    );
    // R 4.2.2: dffits(lm(mpg ~ wt + hp, mtcars))[c(17, 31)].
    assertClose(answer.rows[0]!.dffits, 1.24142, { tolerance: 1e-2, what: 'dffits' });
    const without = await client.call('fitWithout', { ...request, rows: [16] });
    assert.ok('coefficients' in without.answer);
    assert.deepEqual(
      without.answer.coefficients.map(({ name }) => name),
      ['(Intercept)', 'wt', 'hp'],
    );
  });

  it('tests what a fit assumes', async () => {
    const source = fileRef(path.resolve('test/certified/r/cars.csv'));
    const { answer } = await client.call('testAssumptions', requestOf(source, 'dist ~ speed'));
    assert.deepEqual(
      answer.map(({ name }) => name),
      [
        ...['reset', 'breuschPagan', 'white', 'jarqueBera', 'dagostinoK2', 'andersonDarling', 'shapiroWilk'],
        'durbinWatson',
      ],
    );
    // R 4.2.2: shapiro.test(residuals(lm(dist ~ speed, cars))).
    assertClose(answer[6]!.pValue, 0.021524575909292, { tolerance: 1e-10, what: 'p of Shapiro-Wilk' });
  });

  it('compares likelihoods of a file in parts as of the same file in one piece', async () => {
    const text = largeText(70_000);
    const request = requestOf(fileOf('likelihoods.csv', text), 'y ~ x + zone');
    const parted = await client.call('compareLikelihoods', request);
    const source: SourceRef = { kind: 'bytes', bytes: new TextEncoder().encode(text), name: 'piece.csv' };
    const piece = await client.call('compareLikelihoods', { ...request, source });
    assert.equal(parted.fingerprint, piece.fingerprint);
    for (const [k, { fitted, why }] of parted.answer.models.entries()) {
      const other = piece.answer.models[k]!;
      assert.equal(why, other.why);
      if (fitted === null) assert.equal(other.fitted, null);
      else assertClose(fitted.aic, other.fitted!.aic, { tolerance: 1e-10, what: other.model });
    }
    assert.ok(parted.answer.models[0]!.isAsked && parted.answer.models[0]!.fitted);
    assert.ok(parted.answer.sameness!.largestDifference < 1e-6);
  });

  it('writes the rows of a file in parts as those of the same file in one piece', async () => {
    const text = largeText(70_000);
    const [first, second] = [path.join(folder, 'first.csv'), path.join(folder, 'second.csv')];
    const request = requestOf(fileOf('many.csv', text), 'y ~ x + zone');
    const done = await client.call('exportRows', { ...request, target: first });
    const whole = {
      ...requestOf(
        { kind: 'bytes', name: 'text.csv', bytes: new TextEncoder().encode(text) },
        'y ~ x + zone',
      ),
      target: second,
    };
    await client.call('exportRows', whole);
    const [parted, one] = [first, second].map((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
    assert.deepEqual([done.rowCount, parted!.length, one!.length], [70_000, 70_001, 70_001]);
    for (const line of [0, 1, 34_567, 70_000]) {
      const [a, b] = [parted![line]!.split(','), one![line]!.split(',')];
      for (const [k, cell] of a.entries())
        if (Number.isNaN(Number(cell))) assert.equal(cell, b[k]);
        else assertClose(Number(cell), Number(b[k]), { tolerance: 1e-7, what: `line ${line}, cell ${k}` });
    }
    const small = { ...request, memoryBudget: 5, target: first };
    await assert.rejects(client.call('exportRows', small), { code: 'export/too-large' });
    const itself = { ...request, target: path.join(folder, 'many.csv') };
    await assert.rejects(client.call('exportRows', itself), { code: 'export/same-file' });
  });

  it('does the same for a file in parts, and for its counts, as for the same rows in one piece', async () => {
    const text = largeText(70_000);
    const [parted, whole] = [fileOf('large.csv', text), { kind: 'bytes', name: 'text.csv' } as const];
    const bytes = () => ({ ...whole, bytes: new TextEncoder().encode(text) });
    const rows = [3, 34_567, 69_999];
    for (const choices of [{}, { weights: 'w' }, { family: { name: 'poisson', link: 'log' } as const }]) {
      const one = await client.call('fitWithout', { ...requestOf(bytes(), 'y ~ x + zone', choices), rows });
      const many = await client.call('fitWithout', { ...requestOf(parted, 'y ~ x + zone', choices), rows });
      assert.ok('coefficients' in one.answer && 'coefficients' in many.answer);
      for (const [k, { name, without, changeInErrors }] of many.answer.coefficients.entries()) {
        const expected = one.answer.coefficients[k]!;
        assertClose(without, expected.without, { tolerance: 1e-10, what: name });
        assert.ok(Math.abs(changeInErrors! - expected.changeInErrors!) < 1e-8, name);
      }
      const described = await client.call('describeRows', {
        ...requestOf(parted, 'y ~ x + zone', choices),
        rows,
      });
      const alone = await client.call('describeRows', {
        ...requestOf(bytes(), 'y ~ x + zone', choices),
        rows,
      });
      assert.deepEqual(
        described.answer.rows.map(({ values }) => values),
        alone.answer.rows.map(({ values }) => values),
      );
    }
  });

  it('shows the design matrix of a file in parts as of the same rows in one piece', async () => {
    const text = largeText(70_000);
    const parted = fileOf('design.csv', text);
    const bytes = { kind: 'bytes', name: 'text.csv', bytes: new TextEncoder().encode(text) } as const;
    const many = await client.call('designMatrix', requestOf(parted, 'y ~ x + zone'));
    const one = await client.call('designMatrix', requestOf(bytes, 'y ~ x + zone'));
    const plain = ({ firstLine, features, target }: (typeof one.answer.rows)[number]) =>
      [firstLine, ...features, target].join();
    assert.deepEqual(many.answer.rows.map(plain), one.answer.rows.map(plain));
    assert.deepEqual(
      one.answer.rows.slice(0, 3).map(({ firstLine, features }) => [firstLine, ...features.slice(1)]),
      [
        [2, 0, 0],
        [3, 1, 0],
        [4, 0, 1],
      ],
    );
    const { bias } = many.answer;
    assertClose(bias?.ones, one.answer.bias!.intercept, { tolerance: 1e-10, what: 'weight of ones' });
    assert.ok(bias !== null && bias.largest.size < 1e-9, `${bias?.largest.size}`);
  });
});

/** Counts by a number and a zone, with weights: over 2 MB, which is read in parts. */
function largeText(rowCount: number): string {
  const random = seededRandom(11);
  const lines = Array.from({ length: rowCount }, (_, i) => {
    const x = random() * 3;
    const count = Math.floor(Math.exp(1 + x / 2) + 3 * random());
    return `row ${i} of the file,${x.toFixed(6)},${'abc'[i % 3]},${(0.5 + random()).toFixed(4)},${count}`;
  });
  return `name,x,zone,w,y\n${lines.join('\n')}\n`;
}
