import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

let folder: string;
let cli: string;

/** The command as a user runs it: a process of its own. */
function gaussline(args: readonly string[], input?: Uint8Array) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    ...(input && { input }),
  });
  return { status, stdout, stderr };
}

describe('gaussline on the command line', function () {
  this.timeout(60_000);

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-cli-'));
    cli = path.join(folder, 'cli.js');
    // A build of its own, so that the suite never tests a stale dist/cli.js.
    buildSync({
      entryPoints: ['src/cli/main.ts'],
      outfile: cli,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
    });
    assert.ok(existsSync(cli));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

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
    ['formula/not-supported', ['fit', fixture('plain.csv'), '--formula', 'y ~ log(x)']],
    ['formula/unknown-column', ['fit', fixture('plain.csv'), '--formula', 'y ~ z']],
    ['formula/not-numeric', ['fit', fixture('identifierColumns.csv'), '--formula', 'y ~ name']],
    ['formula/target-as-feature', ['fit', fixture('plain.csv'), '--formula', 'y ~ y']],
    ['fit/no-terms', ['fit', fixture('plain.csv'), '--formula', 'y ~ 0']],
    ['cli/usage', []],
    ['cli/usage', ['fit']],
    ['cli/usage', ['fit', fixture('plain.csv'), 'another.csv']],
    ['cli/usage', ['train', fixture('plain.csv')]],
    ['cli/usage', ['fly', fixture('plain.csv')]],
    ['cli/usage', ['fit', fixture('plain.csv'), '--no-such-option']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--formula']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--ridge', '2']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--weights=w']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--exact']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--family', 'poisson']],
    ['cli/usage', ['fit', fixture('plain.csv'), '--family', 'nobody']],
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
});
