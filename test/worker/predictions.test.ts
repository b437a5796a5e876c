import { strict as assert } from 'node:assert';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkerClient } from '../../src/host/workerClient.js';
import {
  type FitRequest,
  GausslineError,
  NO_CHOICES,
  type PredictionKit,
  type SourceRef,
} from '../../src/protocol/index.js';
import { assertClose } from '../core/fit/close.js';
import { eventually } from '../eventually.js';
import { bundleWorker } from './workerBundle.js';

const CARS = path.resolve('test/certified/r/cars.csv');
const fileRef = (file: string): SourceRef => ({ kind: 'file', path: file, name: path.basename(file) });
const textRef = (text: string): SourceRef => ({
  kind: 'bytes',
  name: 'text.csv',
  bytes: new TextEncoder().encode(text),
});
const READ = { reading: NO_CHOICES, memoryBudget: 1024, token: 1 };
const requestOf = (source: SourceRef, formula: string): FitRequest => ({
  ...READ,
  ...{ source, formula, confidence: 0.95 },
});

describe('Predictions in the worker thread', function () {
  this.timeout(60_000);
  let bundle: string;
  let client: WorkerClient;
  let folder: string;
  before(async () => {
    bundle = await bundleWorker();
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-predict-'));
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
    return file;
  };
  const kitOf = async (source: SourceRef, formula: string): Promise<PredictionKit> =>
    (await client.call('openPrediction', requestOf(source, formula))).kit;

  it('makes a form, and predicts a row of it', async () => {
    await client.call('fit', requestOf(fileRef(CARS), 'dist ~ speed'));
    const { form, kit, hasEmptyRows, fingerprint } = await client.call(
      'openPrediction',
      requestOf(fileRef(CARS), 'dist ~ speed'),
    );
    const [speed] = form.fields;
    assert.ok(speed?.kind === 'number' && speed.isWhole);
    assert.deepEqual([speed.low, speed.high, form.averages], [4, 25, { speed: 15 }]);
    const total = (counts: Float64Array | undefined) => counts?.reduce((sum, count) => sum + count, 0);
    assert.deepEqual([total(speed.bars?.counts), total(form.targetBars?.counts)], [50, 50]);
    assert.deepEqual([hasEmptyRows, form.measure, fingerprint.length], [false, 'mean', 16]);
    const { prediction, sum, beyond } = await client.call('predictRow', { kit, row: { speed: 10 } });
    // R 4.2.2: predict(lm(dist ~ speed, cars), data.frame(speed = 10)).
    assertClose(prediction.fit, 21.744992700729924, { tolerance: 1e-12, what: 'fit' });
    assertClose(sum.total, prediction.fit, { tolerance: 1e-12, what: 'sum' });
    assert.deepEqual([sum.terms.map(({ label }) => label), sum.scale, beyond], [['speed 10'], null, []]);
  });

  it('answers a row well within a frame', async () => {
    const kit = await kitOf(fileRef(CARS), 'dist ~ speed');
    const times: number[] = [];
    for (let k = 0; k < 50; k++) {
      const startedAt = performance.now();
      await client.call('predictRow', { kit, row: { speed: 4 + k / 10 } });
      times.push(performance.now() - startedAt);
    }
    const median = times.sort((a, b) => a - b)[25]!;
    assert.ok(median < 16, `${median} ms`);
  });

  it('refuses a row with a level that no row of the fit has', async () => {
    const kit = await kitOf(textRef('g,y\na,1\nb,2\na,1.5\nb,2.5\n'), 'y ~ g');
    await assert.rejects(
      client.call('predictRow', { kit, row: { g: 'c' } }),
      (error) => error instanceof GausslineError && error.code === 'predict/new-level',
    );
  });

  it('takes the values of the row of a line', async () => {
    const text = 'x,g,y\n1,a,2\n2,"b\nb",3\n,a,1\n4,a,5\n';
    const ask = (line: number) =>
      client.call('rowOfLine', { ...READ, source: textRef(text), columns: ['x', 'g'], line });
    assert.deepEqual(await ask(2), { x: 1, g: 'a' });
    assert.deepEqual(await ask(4), { x: 2, g: 'b\nb' });
    assert.deepEqual([await ask(1), await ask(5), await ask(99)], [null, null, null]);
  });

  it('lists the rows whose target is empty', async () => {
    const text = 'x,y\n1,2.1\n2,3.9\n3,\n4,8.1\n5,9.9\n,\n9,\n';
    const opened = await client.call('openPrediction', requestOf(textRef(text), 'y ~ x'));
    assert.ok(opened.hasEmptyRows);
    const { count, rows } = await client.call('predictEmptyRows', {
      ...READ,
      ...{ source: textRef(text), kit: opened.kit },
    });
    assert.equal(count, 2);
    assert.deepEqual(
      rows.map(({ line, fit, beyond }) => [line, Math.round(fit), beyond]),
      [
        [4, 6, []],
        [8, 18, ['x 9 is outside 1 to 5']],
      ],
    );
  });

  it('scores another file to a new one, whole or not at all', async () => {
    const kit = await kitOf(fileRef(CARS), 'dist ~ speed');
    const source = fileRef(fileOf('new.csv', 'fit;speed\n"a;b";10\nc;\n'));
    const target = path.join(folder, 'scored.csv');
    const scored = await client.call('scoreCsv', { ...READ, source, kit, target });
    assert.deepEqual([scored.rowCount, scored.leftOutCount, scored.warnings], [1, 1, []]);
    const [head, first, second] = readFileSync(target, 'utf8').split('\n');
    assert.equal(
      head,
      'fit,speed,fit 2,confidence low,confidence high,prediction low,prediction high,extrapolated,left out',
    );
    assert.match(first!, /^a;b,10,21\.7449927007\d+,15\.46\d+,28\.02\d+,-9\.80\d+,53\.29\d+,,$/);
    assert.equal(second, 'c,,,,,,,,missing value: speed');
    await assert.rejects(
      client.call('scoreCsv', { ...READ, source: fileRef(fileOf('bad.csv', 'x\n1\n')), kit, target }),
      (error) => error instanceof GausslineError && error.code === 'predict/missing-column',
    );
    await assert.rejects(
      client.call('scoreCsv', { ...READ, source, kit, target: path.join(folder, 'new.csv') }),
      (error) => error instanceof GausslineError && error.code === 'export/same-file',
    );
    assert.equal(readFileSync(target, 'utf8').split('\n')[2], 'c,,,,,,,,missing value: speed');
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const kit = await kitOf(fileRef(CARS), 'dist ~ speed');
    const rows = Array.from({ length: 400_000 }, (_, k) => `${k % 25}`).join('\n');
    const source = fileRef(fileOf('long.csv', `speed\n${rows}\n`));
    const target = path.join(folder, 'cancelled.csv');
    const abort = new AbortController();
    const stop = client.on('progress', ({ rows: count }) => count > 0 && abort.abort());
    await assert.rejects(
      client.call('scoreCsv', { ...READ, source, kit, target }, abort.signal),
      (error) => error instanceof GausslineError && error.code === 'cancelled',
    );
    stop();
    // The worker hears of a cancel a little later than the one who cancels.
    const left = () => readdirSync(folder).filter((name) => name.startsWith('cancelled.csv'));
    await eventually(() => assert.deepEqual(left(), []));
    assert.ok(!existsSync(target));
  });
});
