import { GausslineError } from '../core/errors.js';

type Holder = { words: string; signal: AbortSignal; over: Promise<void> };

/** One training run or study at a time: they would take each other's time, and timings would say nothing. */
export class Turn {
  private holder: Holder | undefined;

  /**
   * Does `work` when nothing else is done. Waits for what has been cancelled to come to its end.
   *
   * @param words what it is, to begin a sentence: `A run on houses.csv`.
   * @throws GausslineError `train/already-running`; what `work` throws.
   */
  async during<T>(words: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    while (this.holder !== undefined) {
      if (!this.holder.signal.aborted) throw alreadyRunning(this.holder.words);
      await this.holder.over;
    }
    let end = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.holder = { words, signal, over };
    try {
      return await work();
    } finally {
      this.holder = undefined;
      end();
    }
  }
}

function alreadyRunning(words: string): GausslineError {
  return new GausslineError(
    'train/already-running',
    `${words} is not over yet; one run or experiment goes on at a time.`,
    'Stop that first, or wait until it ends.',
  );
}
