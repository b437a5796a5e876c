import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  Channel,
  GausslineError,
  ownBuffers,
  type SourceRef,
  type ThreadStart,
  threadPort,
  type Wire,
  type WorkerHostSide,
  type WorkerSide,
} from '../protocol/index.js';

type WorkerCalls = WorkerSide['calls'];
type WorkerEvents = WorkerSide['events'];
type HostEvents = WorkerHostSide['events'];
type Thread = { worker: Worker; channel: Channel<WorkerHostSide, WorkerSide> };

/** JavaScript's own heap; typed arrays are outside of it. Past it only this thread ends, not the extension host. */
const MAX_HEAP_MB = 4096;

/**
 * Owns one worker thread: starts it at the first call or before, starts another when one was lost, ends it when disposed.
 * What waits when a thread is lost fails with `worker/lost`.
 */
export class WorkerClient {
  private thread: Thread | undefined;
  private isDisposed = false;
  private readonly listeners: { [K in keyof WorkerEvents]: Set<(payload: WorkerEvents[K]) => void> } = {
    progress: new Set(),
    trainingOpened: new Set(),
    trainingDelta: new Set(),
    studyProgress: new Set(),
    gpuOpen: new Set(),
    gpuPost: new Set(),
    gpuClose: new Set(),
  };

  constructor(
    private readonly file: string,
    private readonly log: (line: string) => void = () => {},
    /** Where the thread's compiled code is kept from one start to the next; null for nowhere. */
    private readonly codeFolder: string | null = null,
  ) {}

  /** Starts the thread ahead of the first call, which then does not wait for it. */
  begin(): void {
    if (!this.isDisposed) this.thread ??= this.start();
  }

  /** Asks the worker; see `WorkerSide`. `source.bytes` is given away and empty afterwards. */
  call<K extends keyof WorkerCalls>(
    name: K,
    args: WorkerCalls[K]['args'],
    signal?: AbortSignal,
  ): Promise<WorkerCalls[K]['value']> {
    if (this.isDisposed) return Promise.reject(lost('Gaussline is closing'));
    this.thread ??= this.start();
    return this.thread.channel.call(name, args, signal);
  }

  /** Tells the thread, if there is one. Buffers that a message has for itself are given away. */
  announce<K extends keyof HostEvents>(name: K, payload: HostEvents[K]): void {
    this.thread?.channel.announce(name, payload);
  }

  /** Listens to what any thread of this client announces; returns how to stop. */
  on<K extends keyof WorkerEvents>(name: K, listener: (payload: WorkerEvents[K]) => void): () => void {
    const listeners: Set<(payload: WorkerEvents[K]) => void> = this.listeners[name];
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Ends the thread at once, as a crash would. The next call starts another. */
  async stop(): Promise<void> {
    await this.thread?.worker.terminate();
  }

  dispose(): void {
    this.isDisposed = true;
    const thread = this.thread;
    this.thread = undefined;
    thread?.channel.dispose();
    void thread?.worker.terminate();
  }

  private start(): Thread {
    const startedAt = performance.now();
    // Flags of the extension host, such as a debugger's port, are not for this thread.
    const workerData: ThreadStart = {
      role: 'host',
      codeFolder: this.codeFolder,
      cores: availableParallelism(),
    };
    const worker = new Worker(this.file, {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const channel = new Channel<WorkerHostSide, WorkerSide>(threadPort(worker, givenAway), {});
    const thread = { worker, channel };
    for (const name of Object.keys(this.listeners) as (keyof WorkerEvents)[]) this.passOn(name, channel);
    worker.on('online', () => this.log(`worker started in ${Math.round(performance.now() - startedAt)} ms`));
    worker.on('error', (error) => this.lose(thread, reasonOf(error)));
    worker.on('messageerror', (error) => this.lose(thread, reasonOf(error)));
    worker.on('exit', (code) => this.lose(thread, `exit code ${code}`));
    return thread;
  }

  private passOn<K extends keyof WorkerEvents>(name: K, channel: Thread['channel']): void {
    channel.on(name, (payload: WorkerEvents[K]) => {
      for (const listener of this.listeners[name]) listener(payload);
    });
  }

  /** The first reason counts: an 'error' is followed by its 'exit'. */
  private lose(thread: Thread, reason: string): void {
    if (this.thread !== thread) return;
    this.thread = undefined;
    this.log(`worker lost: ${reason}`);
    thread.channel.dispose(lost(reason));
    void thread.worker.terminate();
  }
}

/** The text of a buffer and what a GPU answers may be large, and nobody needs them here once they are sent. */
function givenAway(message: Wire): readonly ArrayBuffer[] {
  if (message.kind === 'event') return ownBuffers(message.payload);
  if (message.kind !== 'call') return [];
  const { source } = message.args as { source?: SourceRef };
  return source?.kind === 'bytes' ? ownBuffers(source.bytes) : [];
}

function reasonOf(error: unknown): string {
  const isOutOfMemory =
    error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isOutOfMemory) return `out of memory (limit ${MAX_HEAP_MB} MB)`;
  return error instanceof Error ? error.message : String(error);
}

function lost(reason: string): GausslineError {
  return new GausslineError(
    'worker/lost',
    `The background worker stopped before it answered (${reason}).`,
    'Run the command again: a new worker starts by itself.',
  );
}
