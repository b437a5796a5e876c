/**
 * Every failure a user can meet, as `area/what-is-wrong`. Codes are stable: tests, scripts and bug reports name them.
 */
export type ErrorCode =
  | 'cancelled'
  | 'internal'
  | 'source/not-found'
  | 'source/not-readable'
  | 'source/not-a-file'
  | 'source/disappeared'
  | 'source/changed'
  | 'csv/empty'
  | 'csv/header-only'
  | 'csv/binary'
  | 'csv/no-numeric-column'
  | 'csv/unclosed-quote'
  | 'formula/syntax'
  | 'formula/not-supported'
  | 'formula/unknown-column'
  | 'formula/not-numeric'
  | 'formula/empty-column'
  | 'formula/no-target'
  | 'formula/target-as-feature'
  | 'formula/unknown-function'
  | 'formula/argument'
  | 'formula/one-level'
  | 'formula/unknown-level'
  | 'formula/degree'
  | 'formula/too-many-levels'
  | 'formula/too-many-terms'
  | 'formula/too-many-columns'
  | 'fit/too-few-rows'
  | 'fit/no-terms'
  | 'fit/no-complete-row'
  | 'fit/overflow'
  | 'fit/negative-weights'
  | 'fit/negative-counts'
  | 'fit/no-counts'
  | 'fit/no-valid-means'
  | 'fit/ridge'
  | 'fit/too-large'
  | 'fit/no-scale'
  | 'influence/no-fit'
  | 'influence/not-defined'
  | 'influence/too-few-rows'
  | 'predict/no-fit'
  | 'predict/missing-feature'
  | 'predict/missing-column'
  | 'predict/new-level'
  | 'predict/not-a-number'
  | 'train/learning-rate'
  | 'train/batch-size'
  | 'train/epochs'
  | 'train/validation-share'
  | 'train/validation-column'
  | 'train/folds'
  | 'train/search'
  | 'train/hyperparameter'
  | 'train/negative-target'
  | 'train/too-large'
  | 'train/too-many-models'
  | 'train/models'
  | 'train/diverged'
  | 'train/gpu-not-available'
  | 'train/gpu-lost'
  | 'train/already-running'
  | 'simulate/settings'
  | 'settings/invalid'
  | 'export/same-file'
  | 'export/too-large'
  | 'export/disk-full'
  | 'export/not-writable'
  | 'compare/no-fit'
  | 'cli/usage'
  | 'worker/lost'
  | 'panel/invalid-message';

/** Where in a text (a formula) an error stands: half-open, in UTF-16 units. */
export type TextRange = { start: number; end: number };

/** What may travel with an error, so that a panel can offer the hint as a button. */
export type ErrorDetails = {
  /** The wrong place in the formula. */
  range?: TextRange;
  /** Text that would mend `range`. */
  replacement?: string;
  /** 1-based physical line of the file the message speaks of. */
  line?: number;
};

/**
 * A failure the user can understand: a stable code, what is wrong (found and expected), and what to do.
 * The hint starts with a verb. Anything that is not a `GausslineError` is a bug.
 */
export class GausslineError extends Error {
  override readonly name = 'GausslineError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint?: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Something the user must know about a result that stands. Data, not a log line. */
export type Warning = { code: WarningCode; message: string; hint?: string };

/** Stable codes of warnings, as `area/what-is-so`. */
export type WarningCode =
  | 'csv/short-rows'
  | 'csv/long-rows'
  | 'csv/unclosed-quote'
  | 'csv/stray-quotes'
  | 'csv/other-delimiter'
  | 'csv/separators'
  | 'csv/repeated-header'
  | 'csv/preamble'
  | 'csv/footnotes'
  | 'csv/several-tables'
  | 'csv/duplicate-names'
  | 'csv/empty-names'
  | 'csv/decoded-as-windows-1252'
  | 'csv/not-a-number'
  | 'csv/decimal-ambiguous'
  | 'csv/delimiter-ambiguous'
  | 'csv/identifier-left-out'
  | 'csv/text-left-out'
  | 'source/changed-while-read'
  | 'read/no-row-on-line'
  | 'read/left-out-in-other-text'
  | 'formula/dot-factors'
  | 'formula/text-as-factor'
  | 'formula/unused-reference'
  | 'fit/undefined-value'
  | 'fit/constant-target'
  | 'fit/constant-feature'
  | 'fit/collinear'
  | 'fit/near-collinear'
  | 'fit/ridge-is-biased'
  | 'fit/r-squared-from-zero'
  | 'fit/perfect'
  | 'fit/leverage-one'
  | 'fit/statistic-undefined'
  | 'fit/few-digits'
  | 'fit/zero-weights'
  | 'fit/counts'
  | 'advice/binary'
  | 'advice/identifier'
  | 'advice/share'
  | 'advice/percent'
  | 'advice/share-with-ends'
  | 'advice/ordinal'
  | 'advice/log-target'
  | 'advice/log-target-with-zeros'
  | 'advice/zeros'
  | 'advice/zero-counts'
  | 'fit/not-exact'
  | 'fit/not-counts'
  | 'fit/overdispersed'
  | 'fit/many-zeros'
  | 'fit/separation'
  | 'fit/not-converged'
  | 'fit/not-unique'
  | 'fit/bootstrap'
  | 'predict/no-rows'
  | 'predict/left-out'
  | 'predict/no-intervals'
  | 'predict/extrapolated'
  | 'predict/rank-deficient'
  | 'train/batch-larger-than-rows'
  | 'train/not-converged'
  | 'train/gpu-not-available'
  | 'train/gpu-lost'
  | 'train/float32';
