// The table of the bench. A row is a bound on the ratio of two measurements of one group, or on one measurement;
// the measurements of a group are taken in turns. To add one: a line here, and its task in gaussline.ts or a peer's file.
import { FILES } from './data.mjs';

const take = (party, task, file, more = {}) => ({
  key: `${party} ${task} ${file}`,
  party,
  task,
  file,
  ...more,
});
const ours = (task, file) => take('gaussline', task, file);

const fitted = ours('fitTwoWorkers', 'm1');
const parsed = ours('parseTwoWorkers', 'm1');
/**
 * These bounds are on warm figures. V8 compiles what is hot beside the fits, on the same two cores, for twenty of them or
 * more; the peers warm up as often. What a first fit takes is told by rows of its own.
 */
const warm = { warmUps: 24 };
const growing = { needs: 'large', rounds: 2 };

export const groups = {
  endToEnd: [
    ratio(
      'end to end 1M x 10, two workers, full diagnostics / R the same',
      0.15,
      fitted,
      take('R', 'fit', 'm1'),
      warm,
    ),
    ratio('the same / pandas + statsmodels, warm', 0.12, fitted, take('python', 'statsmodels', 'm1')),
    ratio('the same / wc -l', 15, fitted, take('python', 'wc', 'm1')),
  ],
  first: [
    ratio(
      'the first fit of a new process, 1M x 10 / R, warm',
      null,
      take('fresh', 'fitTwoWorkers', 'm1'),
      take('R', 'fit', 'm1'),
    ),
    ratio(
      'the same, read only / R fread, warm',
      null,
      take('fresh', 'parse', 'm1'),
      take('R', 'parse', 'm1'),
    ),
  ],
  parse: [
    ratio('parse 1M x 10, two workers / R fread, two threads', 0.5, parsed, take('R', 'parse', 'm1'), warm),
    ratio('the same / polars, two threads', 0.4, parsed, take('python', 'polars', 'm1')),
    ratio('the same / DuckDB, two threads', null, parsed, take('python', 'duckdb', 'm1')),
    ratio('the same / pandas', null, parsed, take('python', 'pandas', 'm1')),
  ],
  digits: [
    ratio('parse 17 digits / 6 digits, per byte', 1.6, ours('parse', 'd17'), ours('parse', 'm1'), {
      isPerByte: true,
    }),
  ],
  mixed: [
    ratio('parse mixed / numeric file, per byte', 1.6, ours('parse', 'mixed'), ours('parse', 'm1'), {
      isPerByte: true,
    }),
  ],
  nodes: [
    ratio(
      'parse mixed, Node 24 / Node 20',
      1.3,
      take('node24', 'parse', 'mixed'),
      take('node20', 'parse', 'mixed'),
    ),
  ],
  solve: [
    ratio('solve 100k x 100 / R .lm.fit', 1, ours('solve', 'wide'), take('R', 'solve', 'wide')),
    ratio('solve 10k x 500 / R .lm.fit', 1, ours('solve', 'widest'), take('R', 'solve', 'widest')),
    ratio('solve 1M x 10 / R .lm.fit', null, ours('solve', 'm1'), take('R', 'solve', 'm1')),
  ],
  diagnostics: [
    ratio(
      'all diagnostics of 1M x 10 / the fit itself, read and solved in one thread',
      0.5,
      ours('diagnose', 'm1'),
      ours('readAndSolve', 'm1'),
    ),
    ratio('the same / solving alone', null, ours('diagnose', 'm1'), ours('solve', 'm1')),
  ],
  exact: [
    ratio(
      '100k x 11 in double-double / in double precision, bytes to result',
      4,
      ours('fitExact', 'k100'),
      ours('fitDouble', 'k100'),
    ),
    ratio(
      '1M x 10 in double-double, on demand, end to end / R',
      0.6,
      ours('fitExact', 'm1'),
      take('R', 'fit', 'm1'),
    ),
  ],
  counts: [
    ratio(
      'Poisson 100k x 10, two workers, full diagnostics / R fread + glm',
      0.5,
      ours('fitCounts', 'counts'),
      take('R', 'counts', 'counts'),
    ),
  ],
  median: [
    ratio(
      'median regression 100k x 10, two workers, with charts / R fread + quantreg, method "fn"',
      1,
      ours('fitMedian', 'k10'),
      take('R', 'median', 'k10'),
    ),
  ],
  growth: [
    ratio('end to end 10M / 1M rows, in memory', 11, ours('fit', 'm10'), ours('fit', 'm1'), growing),
    ratio(
      '10M rows, constant memory / in memory',
      1.8,
      ours('fitConstantMemory', 'm10'),
      ours('fit', 'm10'),
      growing,
    ),
  ],
  memory: [
    alone(
      'peak memory above idle, 1 GB of CSV, constant memory, MB',
      150,
      take('fresh', 'peakMemory', 'm10'),
      {
        needs: 'large',
        rounds: 1,
        warmUps: 0,
      },
    ),
  ],
  small: [
    alone('100 rows, warm worker, message to answer, p99, ms', 10, ours('warm', 'small')),
    alone('the same, median, ms', null, ours('warmMedian', 'small')),
    alone('100 rows, cold worker, its compiled code kept by an earlier one, ms', 60, ours('cold', 'small')),
    alone('the same, the very first start, ms', 60, ours('coldFirst', 'small')),
    ratio(
      'the cold answer, code kept / starting an empty thread of Node',
      null,
      ours('cold', 'small'),
      ours('emptyThread', 'small'),
    ),
  ],
  training: [
    ratio(
      'train 3 epochs of 1M x 10 / scikit-learn',
      0.1,
      ours('train', 'm1'),
      take('python', 'sklearn', 'm1'),
    ),
    ratio('a step of 1024 x 100 / numpy', 0.9, ours('step', 'wide'), take('python', 'numpy', 'wide')),
  ],
  models: [
    ratio(
      'a step of 16 models on 1024 x 100, together / apart',
      0.5,
      ours('stepTogether', 'wide'),
      ours('stepApart', 'wide'),
    ),
  ],
  search: [
    searched(
      'plain',
      'Bayesian search of 20 trials, best validation loss / random search of 60, median of 20 seeds: 300 rows x 3',
    ),
    searched('exactTarget', 'the same, little noise, 400 x 20'),
    searched('alike', 'the same, collinear features, 600 x 8'),
    searched('few', 'the same, few rows and much noise, 120 x 40'),
    searched('outlying', 'the same, outlying rows, 1000 x 10'),
  ],
};

/** The searches are seeded: a second round would find the same. */
function searched(file, title) {
  return alone(title, 1, ours('searchRatio', file), { rounds: 1, warmUps: 0 });
}

/** A bound (null: told for comparison) on `of` divided by `to`. */
function ratio(title, bound, of, to, more = {}) {
  return { title, bound, of, to, ...more };
}

function alone(title, bound, of, more = {}) {
  return { title, bound, of, to: null, ...more };
}

/** The measurements of some rows, each once, and the files they read. */
export function measurementsOf(rows) {
  const all = new Map(
    rows.flatMap(({ of, to }) => (to === null ? [of] : [of, to])).map((one) => [one.key, one]),
  );
  return [...all.values()];
}

export const filesOf = (rows) =>
  Object.keys(FILES).filter((name) => measurementsOf(rows).some(({ file }) => file === name));
