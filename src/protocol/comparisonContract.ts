import type { FitDigest } from '../core/compare/fitDigest.js';
import type { ReadRequest } from './readRequest.js';

/** Two fits to be set side by side; the source as it is now. */
export type CompareRequest = ReadRequest & { first: FitDigest; second: FitDigest };
