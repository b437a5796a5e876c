import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { GausslineError } from '../../src/core/errors.js';
import { FIRST_SIMULATION } from '../../src/core/simulate/simulation.js';
import { memorySource } from '../../src/core/table/byteSource.js';
import { fingerprintSource } from '../../src/core/table/readTable.js';
import { previewSimulation, simulate } from '../../src/worker/simulate.js';
import { Work } from '../../src/worker/work.js';

const LARGE = { ...FIRST_SIMULATION, rowCount: 20_000 };
const work = () => new Work(new AbortController().signal);

describe('simulated data', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gaussline-simulate-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are previewed by their equation and first rows', async () => {
    const { equation, columns, rows } = previewSimulation(FIRST_SIMULATION);
    assert.match(equation, /^y = 1 \+ 2 x1/);
    assert.deepEqual(columns, ['x1', 'x2', 'x3', 'y']);
    const { text } = await simulate({ simulation: FIRST_SIMULATION, target: null, token: 1 }, work());
    assert.deepEqual(
      text!.split('\n').slice(1, 6),
      rows.map((row) => row.join(',')),
    );
    assert.throws(
      () => previewSimulation({ ...FIRST_SIMULATION, rowCount: 0 }),
      (error: unknown) => error instanceof GausslineError && error.code === 'simulate/settings',
    );
  });

  it('are the same as text and as a file, with the fingerprint that reading finds', async () => {
    const target = path.join(folder, 'large.csv');
    const { text, fingerprint } = await simulate({ simulation: LARGE, target: null, token: 1 }, work());
    const written = await simulate({ simulation: LARGE, target, token: 1 }, work());
    assert.deepEqual(written, { text: null, fingerprint, rowCount: 20_000 });
    const bytes = readFileSync(target);
    assert.equal(bytes.toString(), text);
    assert.equal(await fingerprintSource(memorySource('large.csv', bytes)), fingerprint);
  });

  it('leave nothing where they were cancelled', async () => {
    const abort = new AbortController();
    const target = path.join(folder, 'cancelled.csv');
    const making = simulate({ simulation: LARGE, target, token: 1 }, new Work(abort.signal));
    abort.abort();
    await assert.rejects(
      making,
      (error: unknown) => error instanceof GausslineError && error.code === 'cancelled',
    );
    assert.ok(!readdirSync(folder).some((name) => name.includes('cancelled')));
  });
});
