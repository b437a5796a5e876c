import assert from 'node:assert/strict';
import { fuzzTables } from '../../fuzz/tables.js';

describe('the kernel', () => {
  it('reads what TypeScript alone reads, in 1,000 tables of mixed cells, cut into any chunks', async () => {
    const scannedRows = await fuzzTables(1000, 21);
    assert.ok(scannedRows > 20_000, `only ${scannedRows} rows were the kernel's`);
  }).timeout(120_000);
});
