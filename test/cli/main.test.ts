import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { assertClose } from '../core/fit/close.js';
import { seededRandom } from '../fixtures/generated.js';
import { bundleCli } from './bundleCli.js';

let folder: string;
let cli: string;

/** The command as a user runs it: a process of its own. */
function gaussline(args: readonly string[], input?: Uint8Array, env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    ...(input && { input }),
  });
  return { status, stdout, stderr };
}

describe('gaussline on the command line', function () {
  this.timeout(60_000);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-cli-'));
    // A build of its own, so that the suite never tests a stale dist/cli.js.
    cli = await bundleCli(folder);
    assert.ok(existsSync(cli));
    // The process with Dawn lies beside the command.
    symlinkSync(path.resolve('dist/gpu'), path.join(folder, 'gpu'), 'junction');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('reads a large file in threads, as it reads the same bytes in one piece', () => {
    const rows = Array.from({ length: 200_000 }, (_, k) => `${k % 1009},${(k * 37) % 997},${k % 7}.5`);
    const file = path.join(folder, 'large.csv');
    writeFileSync(file, `x,y,z\n${rows.join('\n')}\n`);
    const parted = gaussline(['fit', file, '--json']);
    const again = gaussline(['fit', file, '--json', '--memory', '0']);
    const piece = gaussline(['fit', '-', '--json'], readFileSync(file));
    assert.equal(parted.status, 0, parted.stderr);
    assert.equal(again.stdout, parted.stdout);
    const [one, other] = [JSON.parse(parted.stdout), JSON.parse(piece.stdout)];
    assert.equal(one.n, 200_000);
    for (const [k, { estimate }] of one.coefficients.entries())
      assert.ok(Math.abs(estimate - other.coefficients[k].estimate) < 1e-12 * Math.abs(estimate));
  });

  it('leaves the rows of some lines out', () => {
    const file = path.resolve('test/certified/r/cars.csv');
    const json = JSON.parse(gaussline(['fit', file, '--json', '--without', '50, 2-3']).stdout);
    assert.equal(json.n, 47);
    assert.deepEqual(json.leftOut, {
      count: 3,
      byReason: { 'left out by you': 3 },
      lines: [2, 3, 50],
    });
    // R 4.2.2: coef(lm(dist ~ speed, cars[-c(1, 2, 49), ]))[2].
    assertClose(json.coefficients[1].estimate, 3.763032002639394, { tolerance: 1e-12, what: 'slope' });
    for (const lines of ['0', '3-2', 'x', '4,']) {
      const refused = gaussline(['fit', file, '--without', lines]);
      assert.equal(refused.status, 2);
      assert.match(refused.stderr, /cli\/usage: `--without .*` is no list of lines/);
    }
  });

  it('tests what the fit assumes where it is asked to', () => {
    const file = path.resolve('test/certified/r/cars.csv');
    const json = JSON.parse(gaussline(['fit', file, '--json', '--assumptions']).stdout);
    const shapiro = json.assumptions.find(({ test }: { test: string }) => test === 'shapiroWilk');
    // R 4.2.2: shapiro.test(residuals(lm(dist ~ speed, cars))).
    assertClose(shapiro.statistic, 0.94509055285889343, { tolerance: 1e-12, what: 'W' });
    assert.equal('assumptions' in JSON.parse(gaussline(['fit', file, '--json']).stdout), false);
    const text = gaussline(['fit', file, '--assumptions']).stdout;
    assert.match(
      text,
      /normality +Jarque-Bera .*\n +D'Agostino K² .*\n +Anderson-Darling .*\n +Shapiro-Wilk +W 0\.945 +0\.022/,
    );
  });

  it('sets likelihoods side by side where it is asked to', () => {
    const file = path.resolve('test/certified/r/cars.csv');
    const { likelihoods } = JSON.parse(gaussline(['fit', file, '--json', '--likelihoods']).stdout);
    assert.deepEqual([likelihoods.target, likelihoods.n, likelihoods.smallestAic], ['dist', 50, 'laplace']);
    const log = likelihoods.models.find(({ model }: { model: string }) => model === 'logGaussian');
    // R 4.2.2: logLik(lm(log(dist) ~ speed, cars)) - sum(log(cars$dist)).
    assertClose(log.logLikelihood, -206.38697033011186, { tolerance: 1e-10, what: 'Gaussian of log' });
    assert.ok(likelihoods.maximumLikelihood.largestDifference < 1e-10);
    assert.equal('likelihoods' in JSON.parse(gaussline(['fit', file, '--json']).stdout), false);
    const text = gaussline(['fit', file, '--likelihoods']).stdout;
    assert.match(text, /Gaussian, this fit +−206\.58 +419\.16 +424\.89 +15\.07 +15\.38\n/);
    assert.match(text, /Laplace and Gaussian fit alike by AIC \(417\.6 and 419\.2\)/);
  });

  it('writes the rows with their diagnostics', () => {
    const [file, rows] = [path.join(folder, 'cars.csv'), path.join(folder, 'cars-rows.csv')];
    writeFileSync(file, readFileSync('test/certified/r/cars.csv'));
    const { status, stdout, stderr } = gaussline(['fit', file, '--json', '--rows', rows]);
    assert.equal(status, 0, stderr);
    const lines = readFileSync(rows, 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, 51);
    assert.match(lines[0]!, /^speed,dist,fitted,residual,.*,leverage,Cook's distance,DFFITS,left out$/);
    // The row with the largest Cook's distance stands on line 50.
    const { value, line } = JSON.parse(stdout).diagnostics.maxCooksDistance;
    assertClose(Number(lines[line - 1]!.split(',')[7]), value, { tolerance: 1e-12, what: 'Cook' });
    const itself = gaussline(['fit', file, '--rows', file]);
    assert.deepEqual([itself.status, /export\/same-file/.test(itself.stderr)], [2, true]);
  });

  it('fits in double-double where it is asked to, in parts as in one piece', () => {
    const random = seededRandom(17);
    const rows = Array.from({ length: 300_000 }, () => {
      const cells = Array.from({ length: 9 }, () => (random() * 10).toFixed(2));
      return cells.join(',');
    });
    const file = path.join(folder, 'exact.csv');
    writeFileSync(file, `a,b,c,d,e,f,g,h,y\n${rows.join('\n')}\n`);
    const answer = (options: string[]) => JSON.parse(gaussline(['fit', file, '--json', ...options]).stdout);
    const [double, exact] = [answer([]), answer(['--exact'])];
    assert.equal(double.method, 'QR, double precision');
    assert.equal(exact.method, 'least squares in double-double from the decimals on');
    assert.equal(exact.estimatedDigits, 15);
    for (const [k, { estimate }] of exact.coefficients.entries())
      assert.ok(Math.abs(estimate - double.coefficients[k].estimate) < 1e-11 * Math.abs(estimate));
    const piece = gaussline(['fit', '-', '--json', '--exact'], readFileSync(file));
    assert.deepEqual(
      JSON.parse(piece.stdout).coefficients.map((row: { estimate: number }) => row.estimate),
      exact.coefficients.map((row: { estimate: number }) => row.estimate),
    );
  });

  it('refuses a budget that is no number of megabytes', () => {
    const { status, stderr } = gaussline(['fit', 'test/certified/r/cars.csv', '--memory', '1G']);
    assert.equal(status, 2);
    assert.match(stderr, /^cli\/usage: `--memory 1G` is not a whole number of megabytes/);
  });

  it('prints a table', () => {
    const { status, stdout, stderr } = gaussline(['fit', 'test/certified/r/cars.csv']);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, /^dist ~ speed {3}\(cars\.csv\)\n/);
  });

  it('prints that JSON and nothing else', () => {
    const { status, stdout, stderr } = gaussline(['fit', 'test/certified/r/cars.csv', '--json']);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.equal(JSON.stringify(JSON.parse(stdout), null, 2), stdout.trimEnd());
    assert.equal(JSON.parse(stdout).formula, 'dist ~ speed');
  });

  it('takes formula, confidence and dialect', () => {
    const options = [
      '--formula',
      'mpg ~ wt + hp - 1',
      '--confidence=0.9',
      '--delimiter',
      ',',
      '--decimal',
      '.',
      '--json',
    ];
    const { stdout } = gaussline(['fit', 'test/certified/r/mtcars.csv', '--family', 'gaussian', ...options]);
    const { formula, coefficients } = JSON.parse(stdout);
    assert.equal(formula, 'mpg ~ wt + hp - 1');
    assert.equal(coefficients.length, 2);
  });

  for (const command of ['fit', 'train'])
    it(`${command} compares the levels of factors with those it is told to`, () => {
      const options = ['--formula', 'breaks ~ wool + tension', '--reference', 'tension=M', '--json'];
      const { stdout } = gaussline([command, 'test/certified/r/warpbreaks.csv', ...options]);
      const { coefficients } = JSON.parse(stdout) as { coefficients: { name: string }[] };
      assert.deepEqual(
        coefficients.map(({ name }) => name),
        ['(Intercept)', 'woolB', 'tensionH', 'tensionL'],
      );
    });

  it('gives the standard errors it is asked for, and says which', () => {
    const run = (kind: string) =>
      JSON.parse(gaussline(['fit', 'test/certified/r/cars.csv', '--se', kind, '--json']).stdout);
    const { standardErrors, coefficients } = run('hc0');
    assert.equal(standardErrors, 'hc0');
    // test/certified/r/reference.json, 50-digit arithmetic.
    assertClose(coefficients[1].standardError, 0.39868087560655474, { tolerance: 1e-12, what: 'HC0' });
    assert.equal(run('HC3').coefficients[1].standardError, coefficients[1].robustStandardError);
    assert.match(gaussline(['fit', 'test/certified/r/cars.csv', '--se', 'hc1']).stdout, /HC1 error/);
  });

  it('adds a ridge', () => {
    const { stdout } = gaussline(['fit', 'test/certified/r/cars.csv', '--ridge', '100', '--json']);
    const { coefficients, ridge, warnings } = JSON.parse(stdout);
    // R 4.2.2: Sxy / (Sxx + 100) of cars.
    assertClose(coefficients[1].estimate, 3.6648979591836732, { tolerance: 1e-12, what: 'speed' });
    assert.equal(ridge.lambda, 100);
    assert.equal(warnings[0].code, 'fit/ridge-is-biased');
    assert.match(
      gaussline(['fit', 'test/certified/r/cars.csv', '--ridge', '100']).stdout,
      /ridge 100: 1\.93 effective/,
    );
  });

  it('reads standard input', () => {
    const { status, stdout } = gaussline(['fit', '-'], readFileSync('test/certified/r/cars.csv'));
    assert.equal(status, 0);
    assert.match(stdout, /standard input/);
  });

  it('says what the file made it leave out', () => {
    const { stdout } = gaussline(['fit', 'test/fixtures/identifierColumns.csv', '--json']);
    const { warnings, formula } = JSON.parse(stdout);
    assert.equal(formula, 'y ~ x');
    assert.deepEqual(
      warnings.map(({ code }: { code: string }) => code),
      ['csv/identifier-left-out'],
    );
  });

  it('says which column one word made a text', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 5 === 0 ? 'broken' : i},${i % 7},${i % 3}`);
    const { stdout } = gaussline(['fit', '-'], Buffer.from(`a,b,y\n${rows.join('\n')}\n`));
    assert.match(stdout, /^y ~ b /);
    assert.match(stdout, /`a` is left out of the model as text: line 2 has "broken" among numbers\./);
    const missing = Buffer.from(`a,b,y\n${rows.join('\n').replaceAll('broken', '#DIV/0!')}\n`);
    const { stdout: read } = gaussline(['fit', '-'], missing);
    assert.match(read, /^y ~ a \+ b /);
    assert.match(read, /8 left out: missing value 8/);
  });

  it('fits a perfect line without a number that is not finite', () => {
    const { status, stdout } = gaussline(['fit', 'test/fixtures/perfectFit.csv', '--json']);
    assert.equal(status, 0);
    const { coefficients, warnings } = JSON.parse(stdout);
    assert.equal(coefficients[1].estimate, 2);
    assert.ok(warnings.some(({ code }: { code: string }) => code === 'fit/perfect'));
  });

  it('has help and a version', () => {
    assert.match(gaussline(['--help']).stdout, /^Usage: gaussline fit FILE/);
    assert.equal(
      gaussline(['--version']).stdout,
      `${JSON.parse(readFileSync('package.json', 'utf8')).version}\n`,
    );
  });

  it('keeps standard output empty for an error without --json', () => {
    const { status, stdout, stderr } = gaussline(['fit', 'test/fixtures/plain.csv', '--formula', 'y ~ z']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^formula\/unknown-column: There is no column `z`\. .*\n[A-Z].*\n$/);
  });

  it('trains: JSON by the contract, the same bits for the same seed', () => {
    const args = ['train', 'test/certified/r/iris.csv', '--json', '--seed', '7', '--validation', '0.2'];
    const first = JSON.parse(gaussline(args).stdout);
    const again = JSON.parse(gaussline(args).stdout);
    assert.deepEqual(Object.keys(first), [
      'backend',
      'epochs',
      'coefficients',
      'gapToExact',
      'stepsPerSecond',
    ]);
    assert.deepEqual(again.epochs, first.epochs);
    assert.deepEqual(Object.keys(first.epochs[0]), ['epoch', 'trainLoss', 'validationLoss']);
    assert.ok(first.gapToExact < 0.01);
    assert.equal(first.backend, 'cpu kernel');
  });

  it('trains on the GPU it is asked to, names it, and measures the gap in double precision', () => {
    const args = ['train', 'test/certified/r/cars.csv', '--backend', 'gpu'];
    const { status, stdout, stderr } = gaussline([...args, '--json']);
    assert.deepEqual([status, stderr], [0, '']);
    const { backend, gapToExact } = JSON.parse(stdout);
    assert.match(backend, /^WebGPU, ./);
    assert.ok(gapToExact > -1e-13 && gapToExact < 1e-6, String(gapToExact));
    assert.match(gaussline(args).stdout, /\nWebGPU, .*: batch x features = 50 x 1 = 50, as chosen, /);
  });

  it('trains on the CPU where there is no GPU, and says so to who asked for one', () => {
    const args = ['train', 'test/certified/r/cars.csv', '--backend', 'gpu', '--json'];
    const { status, stdout, stderr } = gaussline(args, undefined, { VK_DRIVER_FILES: devNull });
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout).backend, 'cpu kernel');
    assert.match(stderr, /^warning train\/gpu-not-available: No GPU can be used: .+\.\n {2}[A-Z]/);
  });

  it('trains with the settings given', () => {
    const options = ['--epochs', '3', '--batch', '16', '--learning-rate', '0.05', '--loss', 'huber'];
    const { status, stdout } = gaussline(['train', 'test/certified/r/cars.csv', '--json', ...options]);
    assert.equal(status, 0);
    const { epochs, coefficients, gapToExact } = JSON.parse(stdout);
    assert.deepEqual(
      epochs.map(({ epoch, validationLoss }: Record<string, unknown>) => [epoch, validationLoss]),
      [
        [1, null],
        [2, null],
        [3, null],
      ],
    );
    assert.deepEqual(
      coefficients.map(({ name }: { name: string }) => name),
      ['(Intercept)', 'speed'],
    );
    assert.equal(gapToExact, null);
  });

  it('trains down to half the mean squared residual of the fit', () => {
    const { epochs } = JSON.parse(gaussline(['train', 'test/certified/r/cars.csv', '--json']).stdout);
    const { rss, n } = JSON.parse(gaussline(['fit', 'test/certified/r/cars.csv', '--json']).stdout);
    assert.ok(Math.abs(epochs.at(-1).trainLoss / (rss / n / 2) - 1) < 0.01);
  });

  it('prints a training run as a table', () => {
    const { status, stdout } = gaussline(['train', 'test/certified/r/longley.csv']);
    assert.equal(status, 0);
    assert.match(stdout, /optimiser +momentum +auto, near-collinear\n/);
    assert.match(stdout, /CPU kernel: batch x features = 16 x 6 = 96/);
  });

  it('lets no header drive the terminal', () => {
    const { stdout } = gaussline(['fit', '-'], Buffer.from('x\u001b[31m,y\n1,2\n2,3.5\n5,4\n7,9\n'));
    assert.ok(!stdout.includes('\u001b'));
    const { coefficients } = JSON.parse(
      gaussline(['fit', '-', '--json'], Buffer.from('x\u001b[31m,y\n1,2\n2,3.5\n5,4\n7,9\n')).stdout,
    );
    assert.equal(coefficients[1].name, 'x\u001b[31m');
  });

  const fixture = (name: string) => `test/fixtures/${name}`;
  for (const [code, args] of [
    ['source/not-found', ['fit', 'no/such/file.csv']],
    ['source/not-a-file', ['fit', 'test']],
    ['csv/empty', ['fit', fixture('empty.csv')]],
    ['csv/empty', ['fit', fixture('onlyBlankLines.csv')]],
    ['csv/header-only', ['fit', fixture('headerOnly.csv')]],
    ['csv/binary', ['fit', fixture('binary.csv')]],
    ['csv/no-numeric-column', ['fit', fixture('noNumericColumn.csv')]],
    ['fit/too-few-rows', ['fit', fixture('oneRow.csv')]],
    ['fit/too-few-rows', ['fit', fixture('fewerRowsThanCoefficients.csv')]],
    ['formula/syntax', ['fit', fixture('plain.csv'), '--formula', 'y ~ x +']],
    ['formula/no-target', ['fit', fixture('plain.csv'), '--formula', 'x']],
    ['formula/no-target', ['fit', fixture('plain.csv'), '--formula=']],
    ['formula/unknown-function', ['fit', fixture('plain.csv'), '--formula', 'y ~ lgo(x)']],
    ['formula/unknown-column', ['fit', fixture('plain.csv'), '--formula', 'y ~ z']],
    ['formula/not-numeric', ['fit', fixture('identifierColumns.csv'), '--formula', 'y ~ log(name)']],
    ['formula/target-as-feature', ['fit', fixture('plain.csv'), '--formula', 'y ~ y']],
    ['fit/no-terms', ['fit', fixture('plain.csv'), '--formula', 'y ~ 0']],
    ['formula/unknown-column', ['fit', fixture('plain.csv'), '--formula', 'y ~ x', '--reference', 'z=1']],
    [
      'formula/unknown-level',
      ['fit', fixture('plain.csv'), '--formula', 'y ~ factor(x)', '--reference', 'x=q'],
    ],
    ['formula/degree', ['fit', fixture('plain.csv'), '--formula', 'y ~ poly(x, 20)']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--reference', 'x']],
    ['cli/usage', []],
    ['cli/usage', ['fit']],
    ['cli/usage', ['fit', fixture('plain.csv'), 'another.csv']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--epochs', '3']],
    ['cli/usage', ['train', fixture('plain.csv'), '--confidence', '0.9']],
    ['cli/usage', ['train', fixture('plain.csv'), '--loss', 'cubic']],
    ['cli/usage', ['train', fixture('plain.csv'), '--epochs', 'many']],
    ['train/learning-rate', ['train', fixture('plain.csv'), '--learning-rate', '0']],
    ['train/learning-rate', ['train', fixture('plain.csv'), '--learning-rate', 'NaN']],
    ['train/diverged', ['train', fixture('plain.csv'), '--learning-rate', '1e300']],
    ['train/validation-share', ['train', fixture('plain.csv'), '--validation', '1']],
    ['cli/usage', ['fly', fixture('plain.csv')]],
    ['cli/usage', ['fit', fixture('plain.csv'), '--no-such-option']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--formula']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--ridge=']],
    ['formula/unknown-column', ['fit', fixture('plain.csv'), '--weights=w']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--family', 'huber', '--quantile', '0.5']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--quantile', '1']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--bootstrap', '100']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--family', 'laplace', '--bootstrap', 'many']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--family', 'laplace', '--seed', '1']],
    ['fit/ridge', ['fit', fixture('plain.csv'), '--family', 'laplace', '--ridge', '1']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--family', 'poisson', '--link', 'sqrt']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--link', 'log']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--family', 'nobody']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--se', 'hc4']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--ridge=-1']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--ridge', '-1']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--confidence', '95']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--confidence', '']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--delimiter', 'toString']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--decimal', 'x']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--delimiter', ',', '--decimal', ',']],
  ] as const)
    it(`ends with 2 and ${code} for ${args.join(' ') || 'nothing'}`, () => {
      const { status, stdout, stderr } = gaussline([...args, '--json']);
      assert.equal(status, 2, stderr);
      const { error } = JSON.parse(stdout);
      assert.deepEqual(Object.keys(error), ['code', 'message', 'hint']);
      assert.equal(error.code, code);
      assert.match(error.hint, /^[A-Z][a-z]+ /);
      assert.equal(stderr, `${error.code}: ${error.message}\n${error.hint}\n`);
    });

  // R 4.2.2, quantreg: rq(dist ~ speed), -11.6 + 3.4 speed; see test/certified/README.md.
  it('fits a median, and says what belongs to it', () => {
    const cars = ['fit', 'test/certified/r/cars.csv', '--formula', 'dist ~ speed', '--family', 'laplace'];
    const fit = JSON.parse(gaussline([...cars, '--json']).stdout);
    assert.equal(fit.family, 'laplace');
    assert.ok(Math.abs(fit.coefficients[1].estimate - 3.4) < 1e-12);
    assert.equal(fit.coefficients[1].standardError, null);
    assert.equal(fit.coefficients[1].optimalInterval, null);
    assert.ok(Math.abs(fit.objective - 563.8) < 1e-9);
    assert.deepEqual(
      [fit.unique, fit.quantile, fit.bootstrap, fit.rSquared, fit.deviance],
      [true, 0.5, 0, null, null],
    );
    const { stdout } = gaussline([...cars, '--bootstrap', '50', '--seed', '2']);
    assert.match(stdout, /bootstrap error/);
    assert.match(stdout, /sum of absolute residuals 563\.8/);
    assert.match(stdout, /standard errors from 50 bootstrap samples/);
  });

  it('chooses the penalty of a ridge by cross-validation', () => {
    const mtcars = ['fit', 'test/certified/r/mtcars.csv', '--formula', 'mpg ~ wt + hp + qsec', '--json'];
    const { ridge } = JSON.parse(gaussline([...mtcars, '--ridge', 'cv']).stdout);
    assert.equal(ridge.chosenBy, 'cv');
    assert.ok(ridge.lambda > 0 && ridge.crossValidated > 0 && ridge.gcv > 0);
    const given = JSON.parse(gaussline([...mtcars, '--ridge', '2']).stdout).ridge;
    assert.deepEqual([given.lambda, given.chosenBy, given.gcv], [2, null, null]);
  });

  it("fits a quantile and Huber's estimate by name", () => {
    const cars = ['fit', 'test/certified/r/cars.csv', '--formula', 'dist ~ speed', '--json'];
    const upper = JSON.parse(gaussline([...cars, '--quantile', '0.9']).stdout);
    assert.deepEqual([upper.family, upper.quantile], ['laplace', 0.9]);
    const huber = JSON.parse(gaussline([...cars, '--family', 'huber']).stdout);
    assert.equal(huber.family, 'huber');
    assert.deepEqual(
      [huber.huber.constant, huber.huber.isConverged, huber.logLikelihood],
      [1.345, true, null],
    );
    assert.ok(huber.coefficients[1].standardError > 0);
  });

  it('says how a value that begins with a dash is written', () => {
    const { stderr } = gaussline(['fit', fixture('plain.csv'), '--ridge', '-1']);
    assert.match(stderr, /^cli\/usage: `--ridge` is followed by `-1`; .* `--ridge=-1`\.\n/);
  });

  it('warns of a reference level that nothing is compared with', () => {
    const args = ['fit', 'test/certified/r/mtcars.csv', '--json', '--reference', 'cyl=6'];
    const codes = (formula: string) =>
      JSON.parse(gaussline([...args, '--formula', formula]).stdout).warnings.map(
        ({ code }: { code: string }) => code,
      );
    assert.deepEqual(codes('mpg ~ wt + cyl'), ['formula/unused-reference']);
    assert.deepEqual(codes('mpg ~ wt + factor(cyl)'), []);
  });
});
