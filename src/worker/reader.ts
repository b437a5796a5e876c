import { fingerprintSource } from '../core/table/readTable.js';
import type { ReadRequest, SourceRef, WorkProgress } from '../protocol/workerContract.js';
import { FileShelf } from './fileShelf.js';
import { KernelPool, type LoadKernel } from './kernelPool.js';
import { leavingOut } from './leftOutRows.js';
import { type OpenSource, openSource } from './openSource.node.js';
import type { WantedModel } from './parts/fileStart.js';
import type { PartThreads } from './parts/partThreads.js';
import { type ReadFile, readFile } from './readFile.js';
import { Work } from './work.js';

/** `model`: what will be fitted; undefined for nothing. */
export type ReadJob = {
  opened: OpenSource;
  request: ReadRequest;
  model: WantedModel | undefined;
  work: Work;
};

/** Reads the sources that are asked about. Holds what was read last; large files are read in threads of their own. */
export class Reader {
  readonly kernels = new KernelPool();
  private readonly shelf = new FileShelf();

  constructor(
    private readonly announce: (progress: WorkProgress) => void,
    private readonly threads: PartThreads,
  ) {}

  workFor(token: number, signal: AbortSignal): Work {
    return new Work(signal, (progress) => this.announce({ token, ...progress }));
  }

  /** Reads a source, or finds it read, and holds it while it is used. */
  using<T>(job: ReadJob, use: (file: ReadFile, loadKernel: LoadKernel) => Promise<T>): Promise<T> {
    const { without } = job.request.reading;
    const useHeld = async (loadKernel: LoadKernel): Promise<T> => {
      const file = (await this.knownFile(job)) ?? (await this.readAnew(job, loadKernel));
      try {
        return await use(leavingOut(file, without, loadKernel), loadKernel);
      } finally {
        file.release();
      }
    };
    return this.threads.during(() => this.kernels.lend(useHeld));
  }

  async fingerprintOf(source: SourceRef, signal: AbortSignal): Promise<string> {
    const work = new Work(signal);
    const opened = await openSource(source, work);
    return this.shelf.fingerprintOf(opened.stamp) ?? fingerprintSource(opened.source, work.checkpoint);
  }

  private async knownFile({ opened, request, model }: ReadJob): Promise<ReadFile | undefined> {
    const known = this.shelf.get(opened.stamp, request.reading);
    known?.hold();
    if (known === undefined || model === undefined || !(await known.lacksLowWords(model))) return known;
    known.release();
    return undefined;
  }

  private async readAnew(
    { opened, request, model, work }: ReadJob,
    loadKernel: LoadKernel,
  ): Promise<ReadFile> {
    const { threads } = this;
    work.enter('reading');
    if (opened.file !== null) this.shelf.removeStale(opened.file.path, opened.stamp);
    const file = await readFile(opened, { ...request, model }, { threads, work, loadKernel });
    // What was read from a moving file has a stamp that tells nothing.
    if ((await opened.changedSince()) === null) this.shelf.put(opened.stamp, request.reading, file);
    return file;
  }
}
