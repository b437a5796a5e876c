import assert from 'node:assert/strict';
import type { FitReport } from '../../src/protocol/index.js';
import { coefficientGroups } from '../../webview/coefficientRows.js';
import { codeRuns } from '../../webview/element.js';
import {
  bytesWords,
  durationWords,
  methodWords,
  progressShare,
  progressWords,
  timesWords,
  withUnit,
} from '../../webview/format.js';
import { plainColour } from '../../webview/theme.js';
import { intervalText } from '../../webview/views/coefficientWords.js';
import { cardFacts } from '../../webview/views/hoverCard.js';
import { countsByReason, reasonWords } from '../../webview/views/leftOutList.js';
import { markScale, shareOf } from '../../webview/views/markScale.js';
import { mendedFormula } from '../../webview/views/messages.js';
import { leftOutWords } from '../../webview/views/sourceStrip.js';
import { analysed } from './analysed.js';

describe('words of the panel', () => {
  it('says how far the work is, in the unit of the whole', () => {
    assert.equal(bytesWords(1.9e9, 3.4e9), '1.9 of 3.4 GB');
    assert.equal(bytesWords(12, 900), '12 of 900 bytes');
    assert.equal(bytesWords(2_500_000, null), '2.5 MB');
    const reading = {
      token: 1,
      stage: 'reading',
      bytesRead: 1.9e9,
      bytesTotal: 3.4e9,
      rows: 8_120_448,
      rowsPerSecond: null,
      secondsLeft: null,
    } as const;
    assert.deepEqual(progressWords(reading), { what: 'Reading 1.9 of 3.4 GB', rest: '8,120,448 rows' });
    const timed = { ...reading, rowsPerSecond: 1_243_987, secondsLeft: 8.2 };
    assert.equal(progressWords(timed).rest, '8,120,448 rows · 1,200,000 a second · about 9 s left');
    assert.deepEqual([0.1, 89.5, 91, 5399, 5401].map(durationWords), [
      '1 s',
      '90 s',
      '2 min',
      '90 min',
      '2 h',
    ]);
    assert.equal(progressShare({ ...reading, bytesTotal: null }), null);
    assert.equal(progressShare({ ...reading, stage: 'fitting' }), 1);
  });

  it('writes units, multiples and the method', async () => {
    assert.equal(withUnit('678', 'kUSD'), '678 kUSD');
    assert.equal(withUnit('678', null), '678');
    assert.equal(timesWords(8.97), '9×');
    assert.equal(timesWords(1.43), '1.4×');
    const { summary } = await analysed('x,y\n1,2\n2,4.1\n4,7.9\n7,14.2\n');
    const made = { ...summary, method: 'QR, double precision', estimatedDigits: 12.7 };
    assert.equal(methodWords(made), 'double, about 12 digits');
  });

  it('calls a fit exact only where all digits come from the decimals', async () => {
    const rows = '1,2.1\n2,3.9\n4,8.2\n7,13.9\n9,18.3\n';
    const polynomial = await analysed(`x,y\n${rows}`, 'y ~ x + I(x^2)');
    assert.equal(methodWords(polynomial.summary), 'exact, 15 digits');
    const logarithm = await analysed(`x,y\n${rows}`, 'y ~ log(x)');
    assert.match(
      methodWords(logarithm.summary),
      /^about \d+ digits: some columns are computed in double precision, see Model$/,
    );
    const weighted = await analysed('x,w,y\n1,1,2\n2,2,4\n4,1,7\n7,3,9\n9,1,12\n', 'y ~ x', { weights: 'w' });
    assert.match(methodWords(weighted.summary), /^double, about 1\d digits$/);
    const family = { name: 'poisson', link: 'log' } as const;
    const counts = await analysed('x,y\n1,2\n2,4\n4,7\n7,9\n9,12\n', 'y ~ x', { family });
    assert.match(methodWords(counts.summary), /^IRLS, \d steps, double precision$/);
  });

  it('counts what was left out', async () => {
    const report = await analysed('name,x,y\nann,1,2\nbob,2,NA\ncid,4,7.9\ndan,7,14.2\neve,9,17\n');
    assert.deepEqual(leftOutWords(report), {
      wide: '1 of 5 rows left out · 1 column',
      narrow: '1 of 5 left out',
    });
    assert.equal(leftOutWords(await analysed('x,y\n1,2\n3,5\n4,4\n8,9\n')).wide, '4 rows');
    const wide = (byYou: number) => {
      const byReason = { 'missing value': 3 - byYou, 'left out by you': byYou };
      return leftOutWords({ ...report, leftOutColumns: [], leftOut: { count: 3, byReason, rows: [] } }).wide;
    };
    assert.equal(wide(2), '3 of 5 rows left out, 2 by you');
    assert.equal(wide(3), '3 of 5 rows left out by you');
  });

  it('says why a row was left out, and counts by reason', async () => {
    const { leftOut } = await analysed('x,y\n1,2\n2,NA\n4,7.9\n7,14.2\n9,17\n10,12x\n11,23\n12,25\n,3\n');
    assert.equal(countsByReason(leftOut), '3 rows left out: missing value (2), not a number (1).');
    assert.deepEqual(leftOut.rows.map(reasonWords), [
      'no value in column `y`',
      '`12x` is not a number in column `y`',
      'no value in column `x`',
    ]);
  });

  it('sets names apart, also inside a formula', () => {
    assert.deepEqual(codeRuns('No `a` here.'), [
      { words: 'No ', isCode: false },
      { words: 'a', isCode: true },
      { words: ' here.', isCode: false },
    ]);
    assert.deepEqual(codeRuns('``price (kUSD)` ~ 1` fits'), [
      { words: '`price (kUSD)` ~ 1', isCode: true },
      { words: ' fits', isCode: false },
    ]);
    assert.deepEqual(codeRuns('`y ~ `a b`` fits'), [
      { words: 'y ~ `a b`', isCode: true },
      { words: ' fits', isCode: false },
    ]);
    assert.deepEqual(codeRuns('one ` alone'), [
      { words: 'one ', isCode: false },
      { words: ' alone', isCode: false },
    ]);
  });

  it('mends a formula where the error says how', () => {
    const error = { code: 'formula/unknown-column', message: '', hint: null };
    const details = { range: { start: 8, end: 12 }, replacement: 'area' };
    assert.equal(mendedFormula({ ...error, details }, 'price ~ aera + age'), 'price ~ area + age');
    assert.equal(mendedFormula({ ...error, details: {} }, 'price ~ aera'), null);
  });

  it('writes mixed colours as plain ones', () => {
    assert.equal(plainColour('color(srgb 0.5 0 1)'), '#8000ff');
    assert.equal(plainColour('rgb(1, 2, 3)'), 'rgb(1, 2, 3)');
  });
});

describe('numbers of a fit in words', () => {
  let report: FitReport;
  before(async () => {
    report = await analysed('x,"y (kg)"\n1,2\n2,4.1\n4,7.9\n7,14.2\n8,15.5\n');
  });

  it('writes an interval with the digits its standard error allows', () => {
    const row = report.coefficients[1]!;
    const shown = intervalText({ ...row, standardError: 0.0028, confidenceInterval: [0.17331, 0.18439] });
    assert.equal(shown, '0.1733 to 0.1844');
    assert.equal(
      intervalText({ ...row, confidenceInterval: [-1.234, 0.5], standardError: 0.25 }),
      '−1.23 to 0.50',
    );
    assert.equal(intervalText({ ...row, confidenceInterval: null }), 'none');
  });

  it('says what a mark is', () => {
    const facts = new Map(cardFacts(report, 0));
    assert.equal(facts.get('y'), '2 kg');
    // By hand: Sxx = 134 - 5 * 4.4^2 = 37.2 and Sxy = 265.2 - 5 * 4.4 * 8.74 = 72.92, so the slope is 1.96022; the
    // line passes (4.4, 8.74), so it is 2.07527 at x = 1. Leverage: 1/5 + 3.4^2 / 37.2 = 0.51075, the average is 2/5.
    assert.equal(facts.get('fitted'), '2.075 kg');
    assert.match(facts.get('residual')!, /^−0\.0753 kg, −\d\.\d σ$/);
    assert.equal(facts.get('leverage'), '0.511, 1.3× the average');
  });

  it('puts all interval marks on one scale with zero in it', () => {
    const entries = coefficientGroups(report).flatMap((group) => group.entries);
    const scale = markScale(entries)!;
    assert.ok(scale.low < 0 && scale.high > 0);
    assert.equal(shareOf(scale, scale.low), 0);
    assert.equal(shareOf(scale, scale.high), 1);
    assert.equal(scale.ticks[0], 0);
    assert.equal(markScale(entries.filter(({ step }) => step === null)), null);
  });
});
