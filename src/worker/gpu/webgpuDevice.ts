import type { AdapterInfo } from './adapterName.js';
import { gpuOutOfMemory, rowsTooLarge } from './gpuFailures.js';

export type FoundDevice = { device: GPUDevice; info: AdapterInfo; lost: Promise<string> };

/** The best adapter with all the memory it has to offer; a sentence on what was found where there is none. */
export async function findDevice(): Promise<FoundDevice | string> {
  const { navigator } = globalThis as { navigator?: { gpu?: GPU } };
  if (navigator?.gpu === undefined) return 'this runtime has no WebGPU';
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return 'WebGPU found no adapter';
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  // The type library is older than `info`.
  const { info } = adapter as GPUAdapter & { readonly info: AdapterInfo };
  return { device, info, lost: reasonOfLoss(device) };
}

/** Settles when the device is lost, or when it refused something that nobody else asks about. */
function reasonOfLoss(device: GPUDevice): Promise<string> {
  return new Promise((resolve) => {
    void device.lost.then(({ reason, message }) => resolve(message || reason || 'the device was lost'));
    device.addEventListener('uncapturederror', ({ error }) => resolve(error.message));
  });
}

/**
 * Storage for 32-bit numbers.
 *
 * @throws GausslineError `train/gpu-not-available` when it is more than the device can hold.
 */
export async function numberBuffer(device: GPUDevice, count: number): Promise<GPUBuffer> {
  const size = 4 * Math.max(1, count);
  const most = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
  if (size > most) throw rowsTooLarge(size, most);
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const buffer = device.createBuffer({ size, usage: STORAGE | COPY_SRC | COPY_DST });
  const errors = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
  const error = errors.find((found) => found !== null);
  if (error) throw gpuOutOfMemory(size, error.message);
  return buffer;
}
