import assert from 'node:assert/strict';
import { chooseBackend } from '../../../src/core/train/backend.js';
import { CallPace } from '../../../src/core/train/callPace.js';
import { adapterName } from '../../../src/core/train/gpuAdapter.js';

describe('the choice of a backend', () => {
  const small = { batchSize: 32, featureCount: 5, stepsPerEpoch: 64 };

  it('keeps small work on the CPU, and says why', () => {
    assert.deepEqual(chooseBackend('auto', small), {
      kind: 'cpu',
      reason: 'batch x features = 32 x 5 = 160; a GPU would be slower',
    });
  });

  // 250 us to a step, in which the kernel goes through 1.7e9 x 250e-6, about 4e5 numbers.
  for (const [batchSize, featureCount, kind] of [
    [256, 10, 'cpu'],
    [1024, 100, 'cpu'],
    [16_384, 10, 'cpu'],
    [16_384, 100, 'gpu'],
    [4096, 256, 'gpu'],
  ] as const)
    it(`trains batches of ${batchSize} x ${featureCount} on the ${kind}`, () => {
      assert.equal(chooseBackend('auto', { batchSize, featureCount, stepsPerEpoch: 64 }).kind, kind);
    });

  it('counts what it takes to read losses back where an epoch is one step', () => {
    // Two readbacks of 1.7e6 numbers each on top of 4e5: 3.8e6.
    const full = { featureCount: 10, stepsPerEpoch: 1 };
    assert.equal(chooseBackend('auto', { ...full, batchSize: 379_000 }).kind, 'cpu');
    assert.equal(chooseBackend('auto', { ...full, batchSize: 381_000 }).kind, 'gpu');
  });

  it('does as it is told', () => {
    const large = { batchSize: 1e6, featureCount: 256, stepsPerEpoch: 1 };
    assert.deepEqual(chooseBackend('gpu', small), {
      kind: 'gpu',
      reason: 'batch x features = 32 x 5 = 160, as chosen',
    });
    assert.equal(chooseBackend('cpu', large).kind, 'cpu');
  });

  it('has nothing for a GPU where there is no feature', () => {
    const none = { batchSize: 1e6, featureCount: 0, stepsPerEpoch: 1 };
    for (const choice of ['auto', 'gpu'] as const) assert.equal(chooseBackend(choice, none).kind, 'cpu');
  });

  it('names the adapter, and never a processor as a GPU', () => {
    const nvidia = { api: 'WebGPU', device: 'NVIDIA GeForce RTX 4070', isSoftware: false } as const;
    assert.equal(adapterName(nvidia), 'WebGPU, NVIDIA GeForce RTX 4070');
    const swift = { api: 'WebGL', device: 'SwiftShader', isSoftware: true } as const;
    assert.equal(adapterName(swift), 'WebGL, SwiftShader (software)');
    assert.equal(adapterName({ ...swift, device: 'Software Rasterizer' }), 'WebGL, Software Rasterizer');
  });
});

describe('the pace of calls to a GPU', () => {
  it('comes to calls of 33 ms', () => {
    const pace = new CallPace(100);
    // The first call compiles and tells nothing.
    pace.note(8, 5000);
    assert.equal(pace.stepsPerCall, 8);
    // 0.5 ms to a step: 66 in 33 ms, by steps of no more than four times as many.
    for (let call = 0; call < 5; call++) pace.note(pace.stepsPerCall, pace.stepsPerCall * 0.5);
    assert.equal(pace.stepsPerCall, 66);
  });

  it('goes down to single steps, and no farther up than 1024', () => {
    const pace = new CallPace(100);
    for (let call = 0; call < 6; call++) pace.note(pace.stepsPerCall, 4000);
    assert.equal(pace.stepsPerCall, 1);
    for (let call = 0; call < 20; call++) pace.note(pace.stepsPerCall, 0);
    assert.equal(pace.stepsPerCall, 1024);
  });
});
