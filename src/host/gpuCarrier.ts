import {
  type GpuCarried,
  type GpuCarriedBack,
  type PanelHostSide,
  unpackAnswer,
  type WorkerHostSide,
} from '../protocol/index.js';

type Announce<Events> = <K extends keyof Events & string>(name: K, payload: Events[K]) => void;

/** What a `GpuCarrier` needs from around it. */
export type GpuCarrierParts = {
  /** A page is on screen and listens. */
  hasPage(): boolean;
  toPage: Announce<PanelHostSide['events']>;
  toWorker: Announce<WorkerHostSide['events']>;
};

/** Carries the ports of one page's GPU Workers, to the worker and back. Knows nothing of VS Code. */
export class GpuCarrier {
  /** The runs whose GPU Worker the page has. */
  private readonly open = new Set<number>();

  constructor(private readonly parts: GpuCarrierParts) {}

  /** The worker asks for a GPU Worker. */
  gpuOpen({ token }: GpuCarried['gpuOpen']): void {
    if (!this.parts.hasPage()) {
      this.parts.toWorker('gpuLost', { token, reason: 'the panel is not on screen' });
      return;
    }
    this.open.add(token);
    this.parts.toPage('gpuOpen', { token });
  }

  gpuPost(post: GpuCarried['gpuPost']): void {
    if (this.open.has(post.token)) this.parts.toPage('gpuPost', post);
  }

  gpuClose({ token }: GpuCarried['gpuClose']): void {
    if (this.open.delete(token)) this.parts.toPage('gpuClose', { token });
  }

  /** The page's GPU Worker answers; one that is not of a run of this panel is dropped. */
  gpuPosted({ token, message }: GpuCarriedBack['gpuPosted']): void {
    if (this.open.has(token)) this.parts.toWorker('gpuPosted', { token, message: unpackAnswer(message) });
  }

  gpuLost(lost: GpuCarriedBack['gpuLost']): void {
    if (this.open.delete(lost.token)) this.parts.toWorker('gpuLost', lost);
  }

  /** The page is gone, and its Workers with it. */
  loseAll(reason: string): void {
    for (const token of this.open) this.parts.toWorker('gpuLost', { token, reason });
    this.open.clear();
  }
}
