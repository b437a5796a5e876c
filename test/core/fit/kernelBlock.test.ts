import assert from 'node:assert/strict';
import fc from 'fast-check';
import { frameOf } from '../../../src/core/fit/frame.js';
import { kernelArithmetic } from '../../../src/core/fit/kernelArithmetic.js';
import type { RowBlock } from '../../../src/core/fit/rowSource.js';
import { KernelArena, KernelHeap } from '../../../src/core/kernelHeap.js';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import { factsOf } from '../../../src/core/table/numberSink.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';

const SPEC = specFromColumns('y', ['a', 'b']);
const RANGES = {
  first: Float64Array.of(1, 2, 3),
  low: Float64Array.of(-50, -50, -50),
  high: Float64Array.of(50, 50, 50),
};

/** Blocks of three columns, some with a gap. */
const value = fc.oneof(
  { weight: 200, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) },
  fc.constant(Number.NaN),
);
const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 400, size: 'max' });
const blocks = fc.array(rows, { minLength: 1, maxLength: 4 });

describe('a block in the memory of a kernel', () => {
  // The reference is the same arithmetic on copies of which nothing is known.
  it('gives the same bits where it stands, and where its facts are known, as a copy does', async () => {
    const kernel = await loadKernel();
    const heap = new KernelHeap(kernel, 1 << 22);
    const arithmetic = kernelArithmetic(kernel, new KernelArena(heap));
    const reduced = (makeBlock: (columns: Float64Array[], start: number) => RowBlock, all: number[][][]) => {
      const reducer = arithmetic.reducer(frameOf(SPEC, RANGES));
      const places = all.map((block, k) => {
        const columns = [0, 1, 2].map((column) => Float64Array.from(block, (row) => row[column]!));
        return reducer.absorb(makeBlock(columns, 400 * k));
      });
      return { places, ...reducer.result() };
    };
    const plain = (columns: Float64Array[], start: number): RowBlock => ({
      ...{ start, rowCount: columns[0]!.length, columns },
    });
    const known = (columns: Float64Array[], start: number): RowBlock => ({
      ...plain(columns, start),
      facts: columns.map((values) => factsOf(values, 0, values.length)),
    });
    const taken: { address: number; bytes: number }[] = [];
    const inPlace = (columns: Float64Array[], start: number): RowBlock => {
      const bytes = columns[0]!.byteLength + 64;
      heap.spare(8 * bytes);
      const moved = columns.map((values) => {
        const address = heap.take(bytes)!;
        taken.push({ address, bytes });
        const place = new Float64Array(heap.buffer, address, values.length);
        place.set(values);
        return place;
      });
      return known(moved, start);
    };
    fc.assert(
      fc.property(blocks, (all) => {
        const expected = reduced(plain, all);
        assert.deepEqual(reduced(known, all), expected);
        assert.deepEqual(reduced(inPlace, all), expected);
        for (const { address, bytes } of taken.splice(0)) heap.giveBack(address, bytes);
      }),
      { numRuns: 100, seed: 41 },
    );
  });

  it('is not changed by a gap in it', async () => {
    const kernel = await loadKernel();
    const heap = new KernelHeap(kernel, 1 << 22);
    const reducer = kernelArithmetic(kernel, new KernelArena(heap)).reducer(frameOf(SPEC, RANGES));
    heap.spare(1 << 20);
    const columns = [0, 1, 2].map((column) => {
      const place = new Float64Array(heap.buffer, heap.take(64)!, 4);
      place.set([1, column === 1 ? Number.NaN : 2, 3, 4]);
      return place;
    });
    const places = reducer.absorb({ start: 0, rowCount: 4, columns });
    assert.deepEqual([...places!], [0, 2, 3]);
    assert.deepEqual(
      columns.map((values) => [...values]),
      [
        [1, 2, 3, 4],
        [1, Number.NaN, 3, 4],
        [1, 2, 3, 4],
      ],
    );
  });
});
