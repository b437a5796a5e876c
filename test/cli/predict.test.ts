import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertClose } from '../core/fit/close.js';
import { bundleCli } from './bundleCli.js';

let folder: string;
let cli: string;

function predict(args: readonly string[], input?: Uint8Array) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'predict', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 27,
    ...(input && { input }),
  });
  return { status, stdout, stderr };
}

function fileOf(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const CARS = 'test/certified/r/cars.csv';

describe('gaussline predict', function () {
  this.timeout(60_000);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-predict-'));
    cli = await bundleCli(folder);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('gives rows by the contract, and lists those left out', () => {
    const file = fileOf('new.csv', 'id,speed\na,10\nb,\nc,40\n');
    const { status, stdout, stderr } = predict([CARS, '--formula', 'dist ~ speed', '--new', file, '--json']);
    assert.deepEqual([status, stderr], [0, '']);
    const { rows, leftOut, warnings, ...facts } = JSON.parse(stdout);
    assert.deepEqual(facts, {
      formula: 'dist ~ speed',
      family: 'gaussian',
      target: 'dist',
      measure: 'mean',
      confidence: 0.95,
    });
    // R 4.2.2: predict(lm(dist ~ speed, cars), data.frame(speed = c(10, 40)), interval = "confidence"), "prediction".
    const expected = [
      [
        2, 21.744992700729924, 15.461917339959005, 28.028068061500843, -9.8096007879806209,
        53.299586189440468,
      ],
      [4, 139.71725547445254, 118.7052051981964, 160.72930575070868, 102.33114052437297, 177.1033704245321],
    ];
    for (const [i, [line, ...numbers]] of expected.entries()) {
      const { fit, confidenceInterval, predictionInterval } = rows[i];
      assert.equal(rows[i].line, line);
      for (const [k, value] of [fit, ...confidenceInterval, ...predictionInterval].entries())
        assertClose(value, numbers[k]!, { tolerance: 1e-11, what: `number ${k} of line ${line}` });
    }
    assert.deepEqual(
      rows.map(({ extrapolated }: { extrapolated: boolean }) => extrapolated),
      [false, true],
    );
    assert.deepEqual(rows[1].extrapolation, ['speed 40 is outside 4 to 25']);
    assert.deepEqual(leftOut, {
      count: 1,
      byReason: { 'missing value': 1 },
      rows: [{ line: 3, reason: 'missing value', column: 'speed', cell: '' }],
    });
    assert.deepEqual(
      warnings.map(({ code }: { code: string }) => code),
      ['predict/left-out', 'predict/extrapolated'],
    );
    assert.equal(warnings[0].message, 'Line 3 has no prediction (missing value: 1).');
  });

  it('warns where no row has a prediction, and where there is no row', () => {
    const plants = 'test/certified/r/PlantGrowth.csv';
    const file = fileOf('levels.csv', 'group\nG\nH\n');
    const codes = (args: readonly string[]) =>
      JSON.parse(predict([plants, '--formula', 'weight ~ group', '--json', ...args]).stdout).warnings.map(
        ({ code, message }: { code: string; message: string }) => [code, message],
      );
    assert.deepEqual(codes(['--new', file]), [
      ['predict/left-out', 'Lines 2, 3 have no prediction (new level: 2).'],
    ]);
    assert.deepEqual(codes([]), [
      ['predict/no-rows', 'No row to predict: none has an empty target, or there is none.'],
    ]);
  });

  it('predicts the rows whose target is empty where there is no other file', () => {
    const args = ['test/certified/r/airquality.csv', '--formula', 'Ozone ~ Wind', '--json'];
    const { rows, leftOut } = JSON.parse(predict(args).stdout);
    // airquality has no Ozone in 37 rows, and Wind in all.
    assert.deepEqual([rows.length, leftOut.count, rows[0].line], [37, 0, 6]);
    const none = JSON.parse(predict([CARS, '--json']).stdout);
    assert.deepEqual(none.rows, []);
  });

  it('writes CSV for a person, and what there is to say on standard error', () => {
    const file = fileOf('some.csv', 'speed\n10\nfast\n');
    const { status, stdout, stderr } = predict([CARS, '--new', file, '--confidence', '0.9']);
    assert.equal(status, 0);
    const [head, first, second] = stdout.split('\n');
    assert.equal(
      head,
      'line,fit,confidence low,confidence high,prediction low,prediction high,extrapolated,left out',
    );
    assert.match(first!, /^2,21\.7449927007\d+,16\.\d+,26\.\d+,-4\.\d+,48\.\d+,,$/);
    assert.equal(second, '3,,,,,,,"not a number: speed is ""fast"""');
    assert.match(stderr, /line 3 has no prediction: not a number: speed is "fast"/);
  });

  it('names the median and the mean of a logarithm', () => {
    const file = fileOf('wt.csv', 'wt\n3\n');
    const args = ['test/certified/r/mtcars.csv', '--formula', 'log(mpg) ~ wt', '--new', file];
    const { rows, target, measure } = JSON.parse(predict([...args, '--json']).stdout);
    assert.deepEqual([target, measure], ['mpg', 'median']);
    assert.ok(rows[0].smearedMean > rows[0].fit);
    assert.match(predict(args).stdout, /^line,fit,smeared mean,confidence low/);
  });

  it('refuses a file without a column of the model, with the nearest name', () => {
    const file = fileOf('other.csv', 'Speed,dist\n10,2\n');
    const { status, stdout, stderr } = predict([CARS, '--new', file, '--json']);
    assert.equal(status, 2);
    assert.equal(JSON.parse(stdout).error.code, 'predict/missing-column');
    assert.match(stderr, /`other\.csv` has no column `speed`.*\nRename `Speed`, the nearest name/);
  });

  it('reads standard input once for both files', () => {
    const { status, stdout } = predict(['-', '--new', '-', '--json'], readFileSync(CARS));
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout).rows.length, 50);
  });

  it('predicts a large file, fitted in parts, as a small one', () => {
    const rowOf = (k: number) => `${k % 1009},${((k * 37) % 997) + 1},${'abc'[k % 3]},${k % 10 ? k % 7 : ''}`;
    const rows = Array.from({ length: 200_000 }, (_, k) => rowOf(k));
    const file = fileOf('large.csv', `x,z,zone,y\n${rows.join('\n')}\n`);
    const args = ['--formula', 'y ~ x + log(z) + zone', '--json'];
    const large = JSON.parse(predict([file, ...args]).stdout);
    const whole = JSON.parse(predict(['-', ...args], readFileSync(file)).stdout);
    assert.equal(large.rows.length, 20_000);
    for (const i of [0, 9_999, 19_999]) {
      assert.equal(large.rows[i].line, whole.rows[i].line);
      assertClose(large.rows[i].fit, whole.rows[i].fit, { tolerance: 1e-12, what: `row ${i}` });
    }
  });
});
