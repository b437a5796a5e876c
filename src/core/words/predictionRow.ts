import type { Prediction, Predictor } from '../predict/predictor.js';
import type { NoPrediction, ScoredRow } from '../predict/rowScorer.js';
import type { Json } from './json.js';
import { extrapolationWords, noPredictionWords } from './predictionWords.js';

/** Names of the columns that predictions are written to; a median has the mean beside it. */
export function predictionColumns({ scale }: Pick<Predictor, 'scale'>): string[] {
  const first = scale.measure === 'mean' ? ['fit'] : ['fit', 'smeared mean'];
  return [
    ...first,
    ...['confidence low', 'confidence high', 'prediction low', 'prediction high'],
    ...['extrapolated', 'left out'],
  ];
}

/** The cells of these columns in a row: numbers with the fewest digits that read back as the same double. */
export function predictionCells({ scale }: Pick<Predictor, 'scale'>, row: ScoredRow): string[] {
  const { prediction, why } = row;
  const hasMean = scale.measure === 'median';
  if (why !== null) return [...new Array<string>(hasMean ? 7 : 6).fill(''), noPredictionWords(why)];
  const { fit, smearedMean, confidenceInterval, predictionInterval, extrapolation } = prediction;
  const ends = [...(confidenceInterval ?? [null, null]), ...(predictionInterval ?? [null, null])];
  const numbers = [fit, ...(hasMean ? [smearedMean] : []), ...ends];
  return [...numbers.map(cellOf), extrapolationWords(extrapolation).join('; '), ''];
}

function cellOf(value: number | null): string {
  return value !== null && Number.isFinite(value) ? String(value) : '';
}

/** A row in the form of the headless contract. What is undefined or not finite is null. */
export function predictionJson(line: number, prediction: Prediction): Json {
  const { fit, smearedMean, confidenceInterval, predictionInterval, extrapolation } = prediction;
  const { probabilityBelowZero } = prediction;
  const why = extrapolationWords(extrapolation);
  return {
    line,
    fit: finite(fit),
    smearedMean: finite(smearedMean),
    confidenceInterval,
    predictionInterval,
    probabilityBelowZero: finite(probabilityBelowZero),
    extrapolated: why.length > 0,
    extrapolation: why,
  };
}

/** A row without a prediction, and why. */
export function noPredictionJson(line: number, { reason, column, cell }: NoPrediction): Json {
  return { line, reason, column, cell };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
