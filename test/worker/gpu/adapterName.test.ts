import assert from 'node:assert/strict';
import { webglAdapter, webgpuAdapter } from '../../../src/worker/gpu/adapterName.js';

const empty = { vendor: '', architecture: '', device: '', description: '' };

describe('the name of an adapter', () => {
  // As Dawn and Chromium were seen to describe them; the last two by the WebGPU specification's examples.
  const cases = [
    {
      info: {
        ...{ vendor: 'google', architecture: 'swiftshader', device: 'swiftshader-device-subzero-' },
        ...{ description: 'SwiftShader driver 5.0.0', isFallbackAdapter: true },
      },
      expected: { device: 'SwiftShader driver 5.0.0', isSoftware: true },
    },
    {
      info: { ...empty, vendor: 'mesa', architecture: '', device: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
      expected: { device: 'llvmpipe (LLVM 15.0.6, 256 bits)', isSoftware: true },
    },
    {
      info: {
        ...{ vendor: 'nvidia', architecture: 'ampere', device: 'NVIDIA GeForce RTX 3080' },
        description: 'NVIDIA: 535.104.05',
      },
      expected: { device: 'NVIDIA GeForce RTX 3080', isSoftware: false },
    },
    {
      info: { ...empty, vendor: 'intel', architecture: 'gen-12lp', device: '0x9a49' },
      expected: { device: 'intel gen-12lp', isSoftware: false },
    },
    { info: empty, expected: { device: 'a GPU without a name', isSoftware: false } },
  ];
  for (const { info, expected } of cases)
    it(expected.device, () => assert.deepEqual(webgpuAdapter(info), { api: 'WebGPU', ...expected }));

  for (const [renderer, isSoftware] of [
    ['ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)', false],
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
    ['Mesa/X.org, llvmpipe (LLVM 15.0.7, 256 bits)', true],
    ['Microsoft Basic Render Driver', true],
  ] as const)
    it(renderer, () =>
      assert.deepEqual(webglAdapter(renderer), { api: 'WebGL', device: renderer, isSoftware }),
    );
});
