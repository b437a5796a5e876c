/**
 * Called by long work between blocks of rows. Lets the thread hear a cancel and report progress.
 *
 * @throws GausslineError `cancelled` when the caller wants no more of it.
 */
export type Checkpoint = (done: { bytesRead?: number; rows: number }) => Promise<void> | void;
