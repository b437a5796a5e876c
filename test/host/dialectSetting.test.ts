import { strict as assert } from 'node:assert';
import { dialectFromSetting } from '../../src/host/dialectSetting.js';
import { matchesGlob } from '../../src/host/globPattern.js';
import { checkedMemoryBudget } from '../../src/host/memoryBudget.js';

describe('matchesGlob', () => {
  const cases: readonly [glob: string, path: string, isMatch: boolean][] = [
    ['*.csv', 'data/2024/a.csv', true],
    ['*.csv', 'a.csv.bak', false],
    ['**/*.csv', 'a.csv', true],
    ['**/*.csv', 'data/a.csv', true],
    ['data/*.csv', 'data/a.csv', true],
    ['data/*.csv', 'data/2024/a.csv', false],
    ['data/**', 'data/2024/a.csv', true],
    ['**/raw/**/*.{csv,tsv}', 'x/raw/y/z/a.tsv', true],
    ['**/raw/**/*.{csv,tsv}', 'x/raw/a.csv', true],
    ['?.csv', 'a.csv', true],
    ['?.csv', 'ab.csv', false],
    ['[a-c]*.csv', 'bill.csv', true],
    ['[!a-c]*.csv', 'bill.csv', false],
    ['a+b (1).csv', 'a+b (1).csv', true],
    ['a.csv', 'abcsv', false],
    ['[.csv', '[.csv', true],
    ['{a.csv', '{a.csv', true],
    ['/home/me/a.csv', '/home/me/a.csv', true],
  ];
  for (const [glob, path, isMatch] of cases)
    it(`${glob} ${isMatch ? 'is' : 'is not'} about ${path}`, () =>
      assert.equal(matchesGlob(glob, path), isMatch));
});

describe('The setting for dialects', () => {
  it('says nothing of a file no glob is about', () => {
    assert.deepEqual(dialectFromSetting({ '*.tsv': { decimal: ',' } }, 'a.csv'), {});
    assert.deepEqual(dialectFromSetting(undefined, 'a.csv'), {});
  });

  it('lets a later glob overrule an earlier one, field by field', () => {
    const setting = {
      '**/*.csv': { delimiter: ';', decimal: ',', missingTokens: ['-999'] },
      'old/*.csv': { delimiter: '\t', quote: null },
    };
    assert.deepEqual(dialectFromSetting(setting, 'new/a.csv'), setting['**/*.csv']);
    assert.deepEqual(dialectFromSetting(setting, 'old/a.csv'), {
      ...{ delimiter: '\t', decimal: ',', quote: null, missingTokens: ['-999'] },
    });
  });

  it('is refused where it is no dialect, with what was found', () => {
    const wrong = [
      7,
      [],
      { '*.csv': ';' },
      { '*.csv': { delimeter: ';' } },
      { '*.csv': { delimiter: 'ab' } },
      { '*.csv': { delimiter: 'h' } },
      { '*.csv': { decimal: '·' } },
      { '*.csv': { hasHeader: 'yes' } },
      { '*.csv': { missingTokens: [1] } },
    ];
    for (const setting of wrong)
      assert.throws(
        () => dialectFromSetting(setting, 'a.csv'),
        { code: 'settings/invalid', hint: /^Set gaussline\.dialects/ },
        JSON.stringify(setting),
      );
  });

  it('does not look at what is about other files', () => {
    assert.deepEqual(dialectFromSetting({ '*.tsv': 7 }, 'a.csv'), {});
  });
});

describe('The setting for memory', () => {
  it('is a number of megabytes within bounds', () => {
    assert.equal(checkedMemoryBudget(1024), 1024);
    for (const wrong of [0, 63, 5000, '1024', null, Number.NaN])
      assert.throws(() => checkedMemoryBudget(wrong), { code: 'settings/invalid' });
  });
});
