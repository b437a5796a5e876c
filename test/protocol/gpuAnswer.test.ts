import { strict as assert } from 'node:assert';
import { ownBuffers, PANEL_EVENT_SHAPES, packAnswer, type Wire } from '../../src/protocol/index.js';

const { gpuPosted, gpuLost } = PANEL_EVENT_SHAPES;
const done = (value: unknown): Wire => ({ kind: 'done', id: 3, value });
const posted = (message: unknown) => gpuPosted({ token: 1, message });
const numbers = Float64Array.of(1, 2);
const failed = {
  kind: 'failed',
  id: 3,
  error: { code: 'train/gpu-lost', message: 'm', hint: undefined, details: {}, stack: undefined },
};

describe('what a GPU Worker of the page says', () => {
  it('is taken when it is an answer', () => {
    assert.ok(posted(done(null)));
    assert.ok(posted(packAnswer(done(0.5))));
    assert.ok(posted(done({ api: 'WebGPU', device: 'SwiftShader', isSoftware: true })));
    assert.ok(posted(done({ losses: numbers, parameters: numbers, gradient: numbers })));
    assert.ok(posted(failed));
    assert.ok(gpuLost({ token: 1, reason: 'no script' }));
  });

  it('is refused when it asks, announces, or answers what nobody asks', () => {
    assert.ok(!posted({ kind: 'call', id: 1, name: 'open', args: null }));
    assert.ok(!posted({ kind: 'event', name: 'gpuLost', payload: null }));
    assert.ok(!posted(done('text')));
    assert.ok(!posted(done({ losses: [1, 2], parameters: numbers, gradient: numbers })));
    assert.ok(!posted(done({ api: 'CUDA', device: 'x', isSoftware: true })));
    assert.ok(!posted(done(new Float64Array(4_000_001))));
    assert.ok(!posted({ ...failed, error: null }));
    assert.ok(!posted({ ...failed, error: { ...failed.error, message: 'x'.repeat(10_001) } }));
    assert.ok(!gpuPosted({ token: -1, message: done(null) }) && !gpuLost({ token: 1, reason: 7 }));
  });
});

describe('ownBuffers', () => {
  it('finds each buffer once, at any depth', () => {
    const shared = new ArrayBuffer(16);
    const value = { a: new Float64Array(shared), b: { c: new Uint8Array(shared), d: [numbers] }, e: 'x' };
    assert.deepEqual(ownBuffers(value), [shared, numbers.buffer]);
  });

  it('leaves out a view of a part, and memory that is shared between threads', () => {
    assert.deepEqual(ownBuffers(new Float64Array(new ArrayBuffer(32), 8, 2)), []);
    assert.deepEqual(ownBuffers(new Float64Array(new SharedArrayBuffer(16))), []);
    assert.deepEqual(ownBuffers(null), []);
  });
});
