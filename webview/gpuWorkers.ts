import {
  type Channel,
  ownBuffers,
  type PanelHostSide,
  type PanelSide,
  packAnswer,
  type Wire,
} from '../src/protocol/index.js';

/** Starts a GPU Worker for a run that asks for one, and carries its port between it and the host. */
export class GpuWorkers {
  /** By the token of the run. What is posted to one that is still starting waits for it. */
  private readonly workers = new Map<number, Promise<Worker | null>>();

  constructor(
    private readonly channel: Channel<PanelSide, PanelHostSide>,
    private readonly address: string,
  ) {
    channel.on('gpuOpen', ({ token }) => this.open(token));
    channel.on('gpuPost', ({ token, message }) => void this.post(token, message));
    channel.on('gpuClose', ({ token }) => void this.close(token));
  }

  private open(token: number): void {
    void this.close(token);
    const starting = startWorker(this.address).then(
      (worker) => this.listen(token, worker),
      (error: unknown) => this.lose(token, error instanceof Error ? error.message : String(error)),
    );
    this.workers.set(token, starting);
  }

  private async post(token: number, message: Wire): Promise<void> {
    (await this.workers.get(token))?.postMessage(message, ownBuffers(message));
  }

  private async close(token: number): Promise<void> {
    const worker = this.workers.get(token);
    this.workers.delete(token);
    (await worker)?.terminate();
  }

  private listen(token: number, worker: Worker): Worker {
    worker.onmessage = ({ data }: MessageEvent<Wire>) =>
      this.channel.announce('gpuPosted', { token, message: packAnswer(data) });
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose(token, event.message || 'its script failed');
    };
    worker.onmessageerror = () => this.lose(token, 'it sent what cannot be read');
    return worker;
  }

  private lose(token: number, reason: string): null {
    this.channel.announce('gpuLost', { token, reason: reason.slice(0, 1000) });
    void this.close(token);
    return null;
  }
}

/** A page may start no Worker from another origin's address, and its own files have one: it reads the script first. */
async function startWorker(address: string): Promise<Worker> {
  const script = await fetch(address);
  if (!script.ok) throw new Error(`its script cannot be read (${script.status})`);
  const url = URL.createObjectURL(new Blob([await script.text()], { type: 'text/javascript' }));
  try {
    return new Worker(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
