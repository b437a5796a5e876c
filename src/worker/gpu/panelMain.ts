// The panel's Worker: tfjs over the browser's GPU, and one engine, at the other end of its messages.
import { isWire, type Port, type Wire } from '../../protocol/channel.js';
import { LocalEngine } from './localEngine.js';
import { serveEngine } from './serveEngine.js';
import type { TfjsWay } from './tfjsTrainer.js';
import { webgpuTrainer } from './webgpuTrainer.js';

/** The part of a Worker's global scope that is used. */
type WorkerScope = {
  postMessage(message: Wire): void;
  addEventListener(event: 'message', listener: (event: { data: unknown }) => void): void;
  removeEventListener(event: 'message', listener: (event: { data: unknown }) => void): void;
};

const scope = globalThis as unknown as WorkerScope;

const port: Port = {
  post: (message) => scope.postMessage(message),
  listen(on) {
    const listener = ({ data }: { data: unknown }) => {
      if (isWire(data)) on(data);
    };
    scope.addEventListener('message', listener);
    return () => scope.removeEventListener('message', listener);
  },
};

/** Its code runs only where it is needed. */
const webglWay: TfjsWay = async (shape) => {
  if (!('OffscreenCanvas' in globalThis)) return 'there is no canvas for WebGL in a Worker';
  const { webglTrainer } = await import('./webglTrainer.js');
  return webglTrainer(shape);
};

serveEngine(new LocalEngine([webgpuTrainer, webglWay]), port);
