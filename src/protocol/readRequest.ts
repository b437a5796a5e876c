import type { ReadChoices } from '../core/table/readChoices.js';
import type { SourceRef } from './sourceRef.js';

/** A file to read: where its bytes are, what is settled about it, how much memory its numbers may take. */
export type ReadRequest = {
  source: SourceRef;
  reading: ReadChoices;
  /** In megabytes. */
  memoryBudget: number;
  /** Chosen by the caller; comes back in `progress`, so that a panel knows its own. */
  token: number;
};
