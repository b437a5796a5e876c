import { strict as assert } from 'node:assert';
import { decodeReport, encodeReport } from '../../src/protocol/index.js';
import { sampleReport } from './sampleReport.js';

/** The text of a report after one field was changed by hand. */
function tampered(change: (report: Record<string, unknown>) => void): string {
  const report: Record<string, unknown> = JSON.parse(encodeReport(sampleReport()) ?? '');
  change(report);
  return JSON.stringify(report);
}

describe('encodeReport and decodeReport', () => {
  it('bring every value back bit for bit', () => {
    const text = encodeReport(sampleReport());
    assert.ok(text !== null);
    // deepStrictEqual tells -0 from 0 and takes NaN for equal to itself; an absent line is undefined there.
    const { source, ...rest } = sampleReport();
    const decoded = decodeReport(text);
    assert.ok(decoded !== null);
    const { source: decodedSource, ...decodedRest } = decoded;
    assert.deepEqual(decodedRest, rest);
    assert.deepEqual(Object.assign({ headerLine: undefined }, decodedSource), source);
  });

  it('bring back a view of a part of a larger buffer', () => {
    const report = sampleReport();
    const whole = Float64Array.of(9, 1, 2, 3, 9);
    report.marks.actual = whole.subarray(1, 4);
    assert.deepEqual(decodeReport(encodeReport(report) ?? '')?.marks.actual, Float64Array.of(1, 2, 3));
  });

  it('keep no report that is too large, and say so before building its text', () => {
    const report = sampleReport();
    report.marks.actual = new Float64Array(1_000_000);
    assert.equal(encodeReport(report), null);
    report.marks.actual = new Float64Array(100_000);
    assert.ok((encodeReport(report)?.length ?? 0) > 1_000_000);
  });

  it('give null for what is no report', () => {
    const whole = encodeReport(sampleReport()) ?? '';
    for (const text of ['', 'null', '7', '{}', '[]', '{"source":', whole.slice(0, -1), `${whole}}`])
      assert.equal(decodeReport(text), null, text.slice(0, 20));
  });

  it('give null when one field is missing or of another type', () => {
    for (const name of Object.keys(sampleReport())) {
      assert.equal(decodeReport(tampered((report) => delete report[name])), null, `without ${name}`);
      const wrong = tampered((report) => Object.assign(report, { [name]: 'words' }));
      assert.equal(decodeReport(wrong), null, `${name} as words`);
    }
  });

  it('give null for arrays that are no arrays', () => {
    const arrays = [
      { $array: 'Float64Array', base64: '*' },
      { $array: 'Float64Array', base64: 'AAAA' },
      { $array: 'Array', base64: '' },
    ];
    for (const array of arrays)
      assert.equal(
        decodeReport(tampered((report) => Object.assign(Object(report.marks), { actual: array }))),
        null,
      );
  });
});
