import type { Stopping } from './hyperparameters.js';

/** One epoch's losses over all rows, in the units of the file; epoch 0 is before the first update. */
export type EpochRecord = { epoch: number; trainLoss: number; validationLoss: number | null };

export type EndReason = 'epochs' | 'tolerance' | 'patience' | 'time' | 'stopped';

/** Epochs in a row without a fall that make a curve flat: momentum swings. */
const FLAT_EPOCHS = 5;

/** Decides after each epoch whether a run has seen enough. */
export class StopRule {
  private flatEpochs = 0;
  private previous = Infinity;
  private best = Infinity;
  private sinceBest = 0;
  private bestWeights: Float64Array | null = null;

  constructor(private readonly stopping: Stopping) {}

  /** Parameters of the best validation loss, where patience is on. */
  get bestParameters(): Float64Array | null {
    return this.bestWeights;
  }

  after(record: EpochRecord, seconds: number, parameters: () => Float64Array): EndReason | null {
    const { tolerance, patience } = this.stopping;
    const fall = (this.previous - record.trainLoss) / Math.abs(this.previous);
    this.previous = record.trainLoss;
    this.flatEpochs = tolerance !== null && Math.abs(fall) <= tolerance ? this.flatEpochs + 1 : 0;
    if (patience !== null && record.validationLoss !== null) this.compare(record.validationLoss, parameters);
    if (this.flatEpochs >= FLAT_EPOCHS) return 'tolerance';
    if (patience !== null && this.sinceBest >= patience) return 'patience';
    return this.stopping.seconds !== null && seconds >= this.stopping.seconds ? 'time' : null;
  }

  private compare(loss: number, parameters: () => Float64Array): void {
    if (loss < this.best) {
      this.best = loss;
      this.sinceBest = 0;
      this.bestWeights = parameters();
    } else this.sinceBest++;
  }
}
