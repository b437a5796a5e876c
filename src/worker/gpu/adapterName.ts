import type { GpuAdapter } from '../../core/train/gpuEngine.js';

/** What WebGPU tells of an adapter; browsers leave most of it empty. */
export type AdapterInfo = {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
};

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

/** Names an adapter of WebGPU; a browser that hides the device tells its vendor and architecture. */
export function webgpuAdapter(info: AdapterInfo): GpuAdapter {
  const { vendor, architecture, device, description } = info;
  const all = [vendor, architecture, device, description].join(' ');
  const isSoftware = info.isFallbackAdapter === true || SOFTWARE.test(all);
  // Some browsers give the device's number only.
  const names = (isSoftware ? [description, device] : [device, description]).filter(
    (name) => name !== '' && !/^0x[0-9a-f]+$/i.test(name),
  );
  return { api: 'WebGPU', device: names[0] ?? familyName(vendor, architecture), isSoftware };
}

/** Names an adapter of WebGL by its renderer, such as `ANGLE (Intel, Mesa Intel(R) UHD Graphics, OpenGL 4.6)`. */
export function webglAdapter(renderer: string): GpuAdapter {
  return { api: 'WebGL', device: renderer || 'a GPU without a name', isSoftware: SOFTWARE.test(renderer) };
}

function familyName(vendor: string, architecture: string): string {
  return [vendor, architecture].filter((word) => word !== '').join(' ') || 'a GPU without a name';
}
