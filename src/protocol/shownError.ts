import type { ErrorDetails } from '../core/errors.js';

/** An error as it is shown: `GausslineError` less its stack. `internal` is a bug; its message is brief. */
export type ShownError = { code: string; message: string; hint: string | null; details: ErrorDetails };
