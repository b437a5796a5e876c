import { strict as assert } from 'node:assert';
import { distinctStringsCsv } from '../fixtures/generated.js';
import { closeAll, Folder, fitFile, fitted } from './workbench.js';

describe('Bad input', () => {
  const folder = new Folder();
  after(() => folder.remove());
  afterEach(closeAll);

  for (const [file, code] of [
    ['empty.csv', 'csv/empty'],
    ['onlyBlankLines.csv', 'csv/empty'],
    ['headerOnly.csv', 'csv/header-only'],
    ['oneRow.csv', 'fit/too-few-rows'],
    ['fewerRowsThanCoefficients.csv', 'fit/too-few-rows'],
    ['noNumericColumn.csv', 'csv/no-numeric-column'],
    ['binary.csv', 'csv/binary'],
  ] as const)
    it(`says ${code} for ${file}, with a hint`, async () => {
      const { phase } = await fitFile(folder.copy(`fixtures/${file}`));
      assert.ok(phase.kind === 'failed', phase.kind);
      assert.equal(phase.error.code, code);
      assert.match(phase.error.hint ?? '', /^[A-Z][a-z]+ /);
    });

  it('says that a file is not there', async () => {
    const uri = folder.write('gone.csv', '');
    folder.remove();
    const { phase } = await fitFile(uri);
    assert.ok(phase.kind === 'failed' && phase.error.code === 'source/not-found');
  });
});

describe('Odd input that fits', () => {
  const folder = new Folder();
  after(() => folder.remove());
  afterEach(closeAll);

  for (const [file, code] of [
    ['constantTarget.csv', 'fit/constant-target'],
    ['constantFeature.csv', 'fit/constant-feature'],
    ['collinear.csv', 'fit/collinear'],
    ['windows1252.csv', 'csv/decoded-as-windows-1252'],
    ['raggedRows.csv', 'csv/short-rows'],
    ['perfectFit.csv', 'fit/perfect'],
  ] as const)
    it(`warns of ${code} for ${file}`, async () => {
      const codes = fitted(await fitFile(folder.copy(`fixtures/${file}`))).warnings.map(
        (warning) => warning.code,
      );
      assert.ok(codes.includes(code), codes.join());
    });

  it('names the column it drops as collinear', async () => {
    const { summary, warnings } = fitted(await fitFile(folder.copy('fixtures/collinear.csv')));
    assert.equal(summary.aliased.length, 1);
    const warning = warnings.find(({ code }) => code === 'fit/collinear');
    assert.ok(warning?.message.includes(summary.aliased[0]!), warning?.message);
  });

  it('leaves a column of 10,000 distinct strings out and names it', async () => {
    const report = fitted(await fitFile(folder.write('strings.csv', distinctStringsCsv(10_000))));
    assert.deepEqual(
      report.spec.features.map(({ name }) => name),
      ['x'],
    );
    assert.deepEqual(
      report.leftOutColumns.map(({ name }) => name),
      ['key'],
    );
    assert.equal(report.summary.n, 10_000);
  });
});
