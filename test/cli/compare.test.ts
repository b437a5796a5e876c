import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertClose } from '../core/fit/close.js';
import { bundleCli } from './bundleCli.js';

let folder: string;
let cli: string;

function compare(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'compare', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const CARS = 'test/certified/r/mtcars.csv';
const NESTED = ['--model', 'mpg ~ wt', '--model', 'mpg ~ wt + hp + factor(cyl)'];

describe('gaussline compare', function () {
  this.timeout(60_000);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-compare-'));
    cli = await bundleCli(folder);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('gives both fits, their differences and the test as JSON', () => {
    const { status, stdout, stderr } = compare(CARS, ...NESTED, '--json');
    assert.deepEqual([status, stderr], [0, '']);
    const { models, coefficients, statistics, test, spaces, whyNoTest, notes } = JSON.parse(stdout);
    assert.deepEqual(
      models.map(({ formula, n }: { formula: string; n: number }) => [formula, n]),
      [
        ['mpg ~ wt', 32],
        ['mpg ~ wt + hp + factor(cyl)', 32],
      ],
    );
    assert.equal(coefficients.length, 5);
    // R 4.2.2: AIC(lm(mpg ~ wt, mtcars)); anova of both.
    assertClose(statistics.aic.a, 166.02942899187622, { tolerance: 1e-12, what: 'AIC' });
    assertClose(test.statistic, 6.5798874246974206, { tolerance: 1e-10, what: 'F' });
    assertClose(test.pValue, 0.0017543680500999588, { tolerance: 1e-10, what: 'p' });
    assert.deepEqual(
      [test.kind, test.larger, test.df, test.dfResidual, spaces, whyNoTest, notes],
      ['f', 'b', 3, 27, 'a in b', null, []],
    );
  });

  it('prints them side by side for a person, with options of both', () => {
    const { status, stdout } = compare(CARS, ...NESTED, '--se', 'hc3');
    assert.equal(status, 0);
    assert.match(stdout, /^mtcars\.csv\nA {2}mpg ~ wt {3}\(HC3, 32 rows\)\nB {2}mpg ~ wt \+ hp/);
    assert.match(stdout, /\n {13,}A +std\. error +B +std\. error +B less A\n/);
    assert.match(stdout, /\nAIC +166\.03 +154\.47 +−11\.560\n/);
    assert.match(stdout, /\nNo test: F supposes the same spread everywhere/);
  });

  it('wants two models', () => {
    const { status, stderr } = compare(CARS, '--model', 'mpg ~ wt');
    assert.equal(status, 2);
    assert.match(stderr, /^cli\/usage: Two models are compared/);
    assert.equal(compare(CARS, ...NESTED, '--model', 'mpg ~ 1').status, 2);
    assert.equal(compare(CARS, ...NESTED, '--formula', 'mpg ~ 1').status, 2);
  });
});
