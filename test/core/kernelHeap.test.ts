import assert from 'node:assert/strict';
import fc from 'fast-check';
import { KernelArena, KernelHeap } from '../../src/core/kernelHeap.js';

const PAGE = 1 << 16;

/** A memory that grows as a kernel's does: it gets another buffer. */
function kernelOf(pages: number, mostPages = 1000) {
  const memory = {
    buffer: new ArrayBuffer(pages * PAGE),
    grow(more: number): number {
      const before = memory.buffer.byteLength / PAGE;
      if (before + more > mostPages) throw new RangeError('too much');
      memory.buffer = new ArrayBuffer((before + more) * PAGE);
      return before;
    },
  };
  return { memory, heapBase: () => 1000 };
}

describe('the heap of a kernel', () => {
  // What no two pieces may share is every byte: any of them is somebody's numbers.
  it('hands out no byte twice, within its memory, and takes all of them back', () => {
    const steps = fc.array(
      fc.record({ bytes: fc.integer({ min: 1, max: 300_000 }), isGivenBack: fc.boolean() }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 200 }), (all, place) => {
        const heap = new KernelHeap(kernelOf(4), 1 << 20);
        const taken: { address: number; bytes: number }[] = [];
        for (const { bytes, isGivenBack } of all) {
          if (isGivenBack && taken.length > 0) {
            const [piece] = taken.splice(place % taken.length, 1);
            heap.giveBack(piece!.address, piece!.bytes);
          }
          taken.push({ address: heap.take(bytes)!, bytes });
          const sorted = [...taken].sort((a, b) => a.address - b.address);
          assert.ok(sorted[0]!.address >= 1000);
          assert.ok(sorted.at(-1)!.address + sorted.at(-1)!.bytes <= heap.buffer.byteLength);
          for (const [k, { address }] of sorted.entries())
            if (k > 0) assert.ok(sorted[k - 1]!.address + sorted[k - 1]!.bytes <= address);
        }
        const { byteLength } = heap.buffer;
        for (const piece of taken) heap.giveBack(piece.address, piece.bytes);
        // In one piece again: it holds what only all of it can hold.
        assert.notEqual(heap.take(byteLength - 2000), null);
        assert.equal(heap.buffer.byteLength, byteLength);
      }),
      { numRuns: 200, seed: 31 },
    );
  });

  it('says so when the memory can grow no more', () => {
    const heap = new KernelHeap(kernelOf(4, 8));
    assert.notEqual(heap.take(2 * PAGE), null);
    assert.equal(heap.take(20 * PAGE), null);
  });

  it('does not grow for what is spare', () => {
    const heap = new KernelHeap(kernelOf(4));
    heap.spare(10 * PAGE);
    const { buffer } = heap;
    assert.notEqual(heap.take(9 * PAGE), null);
    assert.equal(heap.buffer, buffer);
  });

  it('gives an arena its memory back when the next user begins', () => {
    const heap = new KernelHeap(kernelOf(64));
    const arena = new KernelArena(heap);
    const first = arena.take(100);
    for (let k = 0; k < 50; k++) arena.take(40_000);
    const { buffer } = heap;
    for (let user = 0; user < 20; user++) {
      arena.reset();
      assert.equal(arena.take(100), first);
      for (let k = 0; k < 50; k++) arena.take(40_000);
    }
    assert.equal(heap.buffer, buffer);
  });
});
