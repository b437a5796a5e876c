import { PartThread } from './partThread.js';

/** More threads than this would wait for memory, not for each other. */
const MOST_THREADS = 4;
/** Threads that nobody asks anything are closed after so long, and what they keep with them. */
const IDLE_MS = 5 * 60_000;

/** The threads that hold parts of files: started when they are first asked for, kept warm, closed when idle. */
export class PartThreads {
  /** Threads at most. */
  readonly count: number;
  private threads: PartThread[] = [];
  private users = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param file what starts a thread
   * @param cores of the processor: there is a thread to each, up to four
   * @param codeFolder where their compiled code is kept; null for nowhere
   */
  constructor(
    private readonly file: string,
    cores: number,
    private readonly codeFolder: string | null = null,
  ) {
    this.count = Math.min(MOST_THREADS, cores);
  }

  /** So many threads, those that run before new ones. */
  take(count = this.count): readonly PartThread[] {
    this.threads = this.threads.filter(({ isLost }) => !isLost);
    while (this.threads.length < count) this.threads.push(new PartThread(this.file, this.codeFolder));
    return this.threads.slice(0, count);
  }

  /** Keeps the threads from being closed while `work` runs. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.users++;
    clearTimeout(this.idle);
    try {
      return await work();
    } finally {
      if (--this.users === 0) this.idle = setTimeout(() => this.close(), IDLE_MS).unref();
    }
  }

  close(): void {
    clearTimeout(this.idle);
    for (const thread of this.threads) thread.close();
    this.threads = [];
  }
}
