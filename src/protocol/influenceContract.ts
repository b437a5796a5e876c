import type { FitWithout, NoFitWithout, RowInfluence } from '../core/fitWithout.js';

export type { ChangedCoefficient, FitWithout, NoFitWithout, RowInfluence } from '../core/fitWithout.js';
export type { AssumptionTest } from '../core/words/assumptionWords.js';

/** What rows do to a fit, in file order, with their cells in some columns of the file. */
export type DescribedRows = { columns: readonly string[]; rows: readonly RowInfluence[] };

/** The fit without some rows, or why there is none. */
export type WithoutRows = FitWithout | NoFitWithout;

/** An answer of the worker, and the text that it is of. */
export type OfText<T> = { answer: T; fingerprint: string };
