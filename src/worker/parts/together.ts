import type { Work } from '../work.js';
import type { PartProgress } from './partContract.js';
import type { PartThread } from './partThread.js';

/**
 * Asks parts together: a cancel of the work reaches all of them, the first failure ends the others, and what they
 * announce is counted as the progress of one piece of work.
 */
export async function together<T>(
  parts: readonly { id: number; thread: PartThread }[],
  work: Work,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  const heard = new Map<number, PartProgress>();
  const quiet = parts.map(({ id, thread }) =>
    thread.onProgress((progress) => {
      if (progress.id === id) count(heard.set(id, progress), work);
    }),
  );
  work.signal.addEventListener('abort', stop);
  if (work.signal.aborted) stop();
  try {
    return await ask(abort.signal);
  } finally {
    for (const stopListening of quiet) stopListening();
    work.signal.removeEventListener('abort', stop);
    stop();
  }
}

function count(heard: ReadonlyMap<number, PartProgress>, work: Work): void {
  let rows = 0;
  let bytesRead = 0;
  for (const progress of heard.values()) {
    rows += progress.rows;
    bytesRead += progress.bytesRead;
  }
  work.count(bytesRead > 0 ? { rows, bytesRead } : { rows });
}
