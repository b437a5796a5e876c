/** What a GPU engine found to run on. */
export type GpuAdapter = {
  /** The programming interface that really runs. */
  api: 'WebGPU' | 'WebGL';
  /** The adapter's own name, such as `NVIDIA GeForce RTX 4070`. */
  device: string;
  /** A processor that plays a GPU: slower than the kernel, of use only to those who ask for it. */
  isSoftware: boolean;
};

/** Such as `WebGPU, NVIDIA GeForce RTX 4070` or `WebGPU, SwiftShader (software)`. */
export function adapterName(adapter: GpuAdapter): string {
  return `${adapter.api}, ${deviceName(adapter)}`;
}

/** The same without the programming interface. */
export function deviceName({ device, isSoftware }: GpuAdapter): string {
  const isSaid = /software/i.test(device);
  return `${device}${isSoftware && !isSaid ? ' (software)' : ''}`;
}
