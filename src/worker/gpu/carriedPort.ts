import type { GpuEngine } from '../../core/train/gpuEngine.js';
import type { Wire } from '../../protocol/channel.js';
import type { GpuCarried, GpuCarriedBack } from '../../protocol/gpuContract.js';
import { type RemoteEngine, remoteEngine } from './remoteEngine.js';

/** How a carried port is told of: one word for each of `GpuCarried`. */
export type CarriedAnnouncements = { [K in keyof GpuCarried]: (payload: GpuCarried[K]) => void };

type Line = { engine: RemoteEngine; hear(message: Wire): void };

/** Engines in Workers of the page, one to a run: what they are told and what they answer is carried by events. */
export class CarriedPorts {
  private readonly lines = new Map<number, Line>();

  constructor(private readonly announce: CarriedAnnouncements) {}

  /** Asks for a Worker in the page of this run. Where there is none, the first call fails with `train/gpu-lost`. */
  open(token: number): GpuEngine {
    const { announce, lines } = this;
    const listeners = new Set<(message: Wire) => void>();
    const port = {
      post: (message: Wire) => announce.gpuPost({ token, message }),
      listen(on: (message: Wire) => void) {
        listeners.add(on);
        return () => listeners.delete(on);
      },
    };
    const engine = remoteEngine(port, () => {
      lines.delete(token);
      announce.gpuClose({ token });
    });
    const hear = (message: Wire) => {
      for (const on of listeners) on(message);
    };
    lines.set(token, { engine, hear });
    announce.gpuOpen({ token });
    return engine;
  }

  /** What is said of a run that is over is dropped. */
  posted({ token, message }: GpuCarriedBack['gpuPosted']): void {
    this.lines.get(token)?.hear(message);
  }

  lost({ token, reason }: GpuCarriedBack['gpuLost']): void {
    this.lines.get(token)?.engine.lose(reason);
  }
}
