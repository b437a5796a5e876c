import { Worker } from 'node:worker_threads';
import { GausslineError } from '../../core/errors.js';
import { Channel } from '../../protocol/channel.js';
import { threadPort } from '../../protocol/threadPort.js';
import type { ThreadStart } from '../../protocol/threadStart.js';
import type { PartHostSide, PartProgress, PartSide } from './partContract.js';

/** One thread that holds parts of files. When it is lost, what waits fails with `worker/lost`. */
export class PartThread {
  isLost = false;
  private readonly worker: Worker;
  private readonly channel: Channel<PartHostSide, PartSide>;

  /**
   * @param file what starts the thread
   * @param codeFolder where its compiled code is kept; null for nowhere
   */
  constructor(file: string, codeFolder: string | null) {
    const workerData: ThreadStart = { role: 'parts', codeFolder };
    this.worker = new Worker(file, { execArgv: [], workerData });
    this.channel = new Channel<PartHostSide, PartSide>(threadPort(this.worker), {});
    this.worker.on('error', (error) => this.lose(error instanceof Error ? error.message : String(error)));
    this.worker.on('messageerror', (error) => this.lose(error.message));
    this.worker.on('exit', (code) => this.lose(`exit code ${code}`));
  }

  /** Asks the thread; see `PartSide`. */
  call<K extends keyof PartSide['calls']>(
    name: K,
    args: PartSide['calls'][K]['args'],
    signal?: AbortSignal,
  ): Promise<PartSide['calls'][K]['value']> {
    return this.channel.call(name, args, signal);
  }

  onProgress(listener: (progress: PartProgress) => void): () => void {
    return this.channel.on('progress', listener);
  }

  close(): void {
    this.lose('closed');
  }

  /** The first reason counts: an 'error' is followed by its 'exit'. */
  private lose(reason: string): void {
    if (this.isLost) return;
    this.isLost = true;
    this.channel.dispose(lost(reason));
    void this.worker.terminate();
  }
}

function lost(reason: string): GausslineError {
  return new GausslineError(
    'worker/lost',
    `A thread that read a part of the file stopped before it answered (${reason}).`,
    'Run the command again: a new thread starts by itself.',
  );
}
