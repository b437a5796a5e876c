import type { Warning } from '../errors.js';
import type { Extrapolation } from '../predict/extrapolation.js';
import type { NoInterval, PredictionModel } from '../predict/predictionModel.js';
import type { NoPrediction, ScoredRow } from '../predict/rowScorer.js';
import { formatExact } from './numbers.js';

/** Why a prediction is a guess beyond the rows of the fit; none where it is not. */
export function extrapolationWords({ outside, isUnusual, unknown }: Extrapolation): string[] {
  return [
    ...outside.map(
      ({ column, value, low, high }) =>
        `${column} ${formatExact(value)} is outside ${formatExact(low)} to ${formatExact(high)}`,
    ),
    ...(isUnusual && outside.length === 0 ? ['no row of the fit has such a combination of features'] : []),
    ...unknown.map((name) => `${name} is here not what the other columns make of it in every row of the fit`),
  ];
}

/** Why there are no intervals, after "no intervals: ". */
export const NO_INTERVAL_WORDS: Readonly<Record<NoInterval, string>> = {
  ridge: 'a ridge is biased, so that nobody knows how far its predictions may lie from the truth',
  quantile: 'a quantile has none by formula that hold whatever the noise',
  huber: "what Huber's estimate leaves out of account has no distribution to make an interval of",
  'perfect fit': 'the fit is perfect, so that the rows show no scatter to make an interval of',
  'no finite estimate': 'a group counted nothing, so that its coefficient has no finite estimate',
  'too many coefficients': 'the model has more than 1,000 coefficients',
};

/** What there is to say of a file without a row to be predicted. */
export const NO_ROWS_WORDS = 'No row to predict: none has an empty target, or there is none.';

/** Counts what there is to say of many predictions, with the first lines. */
export class PredictionTally {
  rowCount = 0;
  readonly leftOut: Partial<Record<NoPrediction['reason'], number>> = {};
  private readonly extrapolated = new Lines();
  private readonly unknown = new Lines();
  private readonly unpredicted = new Lines();

  constructor(private readonly model: PredictionModel) {}

  add({ line, prediction, why }: ScoredRow): void {
    if (why !== null) {
      this.leftOut[why.reason] = (this.leftOut[why.reason] ?? 0) + 1;
      this.unpredicted.add(line);
      return;
    }
    this.rowCount++;
    const { outside, isUnusual, unknown } = prediction.extrapolation;
    if (outside.length > 0 || isUnusual) this.extrapolated.add(line);
    if (unknown.length > 0) this.unknown.add(line);
  }

  get leftOutCount(): number {
    return Object.values(this.leftOut).reduce((sum, count) => sum + count, 0);
  }

  /** That rows have no prediction, or that there is no row: for those who are not told of every single one. */
  gapWarnings(): Warning[] {
    if (this.rowCount + this.leftOutCount === 0) return [{ code: 'predict/no-rows', message: NO_ROWS_WORDS }];
    const reasons = Object.entries(this.leftOut).map(([reason, count]) => `${reason}: ${count}`);
    const why = `no prediction (${reasons.join(', ')})`;
    return this.unpredicted.warning('predict/left-out', `has ${why}`, `have ${why}`);
  }

  warnings(): Warning[] {
    const { noInterval } = this.model;
    const intervals: Warning[] =
      noInterval === null
        ? []
        : [{ code: 'predict/no-intervals', message: `No intervals: ${NO_INTERVAL_WORDS[noInterval]}.` }];
    return [
      ...intervals,
      ...this.extrapolated.warning(
        'predict/extrapolated',
        'lies beyond the rows of the fit',
        'lie beyond the rows of the fit',
      ),
      ...this.unknown.warning(
        'predict/rank-deficient',
        'contradicts what a dropped column was in every row of the fit, so its prediction may be anything',
        'contradict what a dropped column was in every row of the fit, so their predictions may be anything',
      ),
    ];
  }
}

/** Lines a message names. */
const NAMED_LINES = 5;

class Lines {
  private count = 0;
  private readonly first: number[] = [];

  add(line: number): void {
    if (this.count++ < NAMED_LINES) this.first.push(line);
  }

  warning(code: Warning['code'], one: string, many: string): Warning[] {
    const { count, first } = this;
    if (count === 0) return [];
    const rest = count > first.length ? ` and ${count - first.length} more` : '';
    const message = count === 1 ? `Line ${first[0]} ${one}.` : `Lines ${first.join(', ')}${rest} ${many}.`;
    return [{ code, message }];
  }
}

/** A row that has no prediction, in words: `new level: zone is "harbour"`. */
export function noPredictionWords({ reason, column, cell }: NoPrediction): string {
  return cell === '' ? `${reason}: ${column}` : `${reason}: ${column} is ${JSON.stringify(cell)}`;
}
