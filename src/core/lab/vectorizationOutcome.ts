import { formatCount, formatExact, formatNumber } from '../words/numbers.js';
import { formatSeconds } from '../words/seconds.js';
import type { Sentence, SentencePart } from '../words/sentence.js';
import { relativeSpread, type Timing } from './timing.js';

/** `length`: numbers to a vector. */
export type VectorizationOrder = { length: number };

/** How long the same work takes in one way and another, on this machine. */
export type Vectorization = {
  length: number;
  machine: string;
  /** What the GPU's programming interface runs on; null where there is none. */
  adapter: { api: string; device: string } | null;
  rowCount: number;
  featureCount: number;
  batchSize: number;
  /** Adding two vectors. */
  sums: readonly TimedWay[];
  /** One epoch of minibatch SGD on the rows of the file. */
  epochs: readonly TimedWay[];
  /** What could not be timed here, and why. */
  missing: readonly { name: string; reason: string }[];
  sentence: Sentence;
};

/** `name`: the way, such as `kernel` or `tfjs, WebGPU`; `isSingle`: in float32. */
export type TimedWay = Timing & { name: string; isSingle: boolean };

/** The middle half of the times on a quiet machine lies closer together, as a share of the median. */
const BUSY = 0.3;

/** What was fastest and what slowest, on which machine; and that it was busy where it was. */
export function vectorizationSentence(found: Omit<Vectorization, 'sentence'>, isOver: boolean): Sentence {
  const { sums, epochs, machine, adapter, length, rowCount } = found;
  if (!isOver || sums.length === 0)
    return { verdict: null, parts: ['Good looks like dots with short lines: times that repeat.'] };
  const parts: SentencePart[] = [
    ...rangeParts(`Adding two vectors of ${formatCount(length)}`, sums),
    ...(epochs.length > 1 ? [' ', ...rangeParts(`An epoch of ${formatCount(rowCount)} rows`, epochs)] : []),
    ` Measured on ${machine}${adapter === null ? '' : `; ${adapter.api} is ${adapter.device}`}.`,
  ];
  const worst = [...sums, ...epochs].reduce((a, b) => (relativeSpread(b) > relativeSpread(a) ? b : a));
  if (relativeSpread(worst) <= BUSY) return { verdict: null, parts };
  const share = formatNumber(100 * relativeSpread(worst), 2);
  const busy = ` Take the times with care: half of those of ${saidName(worst)} spread over ${share} % of their middle, as on a busy machine.`;
  return { verdict: 'look', parts: [...parts, busy] };
}

function rangeParts(what: string, ways: readonly TimedWay[]): SentencePart[] {
  const fastest = ways.reduce((a, b) => (b.median < a.median ? b : a));
  const slowest = ways.reduce((a, b) => (b.median > a.median ? b : a));
  const times = slowest.median / fastest.median;
  return [
    `${what} takes `,
    { strong: formatSeconds(fastest.median) },
    ` by ${saidName(fastest)} and ${formatSeconds(slowest.median)} by ${saidName(slowest)}, ${timesWords(times)} as long.`,
  ];
}

function saidName({ name }: TimedWay): string {
  if (name === 'kernel') return 'the kernel';
  return name.startsWith('loop') ? `a ${name}` : name;
}

function timesWords(times: number): string {
  return `${formatExact(Number(times.toPrecision(2)))} times`;
}
