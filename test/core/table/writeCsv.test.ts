import assert from 'node:assert/strict';
import { writeCsv } from '../../../src/core/table/writeCsv.js';
import { readEveryWay, values } from './readEveryWay.js';

describe('writing CSV', () => {
  it('quotes only what needs it', () => {
    const csv = writeCsv([
      { name: 'a,b', values: ['x', 'say "hi"', ' y'] },
      { name: 'n', values: [1.5, Number.NaN, -0] },
    ]);
    assert.equal(csv, '"a,b",n\nx,1.5\n"say ""hi""",\n" y",-0\n');
  });

  it('keeps a formula of a spreadsheet as it is', () => {
    assert.equal(writeCsv([{ name: '=1+1', values: ['=A1', '@x'] }]), '=1+1\n=A1\n@x\n');
  });

  it('writes nothing for what is not finite, and an empty cell that stays a row', () => {
    assert.equal(writeCsv([{ name: 'x', values: [Number.POSITIVE_INFINITY, 1] }]), 'x\n""\n1\n');
  });

  it('refuses columns of different lengths', () => {
    const columns = [
      { name: 'a', values: [1] },
      { name: 'b', values: [1, 2] },
    ];
    assert.throws(() => writeCsv(columns), /differ in length/);
  });

  it('writes numbers that read back as the same doubles', async () => {
    const x = Float64Array.of(
      0.1 + 0.2,
      5e-324,
      1.7976931348623157e308,
      -0,
      1 / 3,
      1e21,
      Number('123456789.123456789'),
    );
    const table = await readEveryWay(writeCsv([{ name: 'x', values: x }]));
    assert.deepStrictEqual(values(table, 'x'), [...x]);
  });
});
