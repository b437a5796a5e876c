import type { Frame } from '../../core/fit/frame.js';
import type { ReadPlan } from '../../core/table/blockReader.js';
import type { Work } from '../work.js';
import type { FilePart } from './filePart.js';
import { areWhole } from './mergeReads.js';
import type { ByteRange, PartRead } from './partContract.js';
import type { PartThread } from './partThread.js';
import { together } from './together.js';

/** A file to be read in parts. */
export type PartsOrder = {
  path: string;
  plan: ReadPlan;
  names: readonly string[];
  ranges: readonly ByteRange[];
  /** Bytes that the numbers of all parts may take. */
  keepBytes: number;
  /** To be reduced in on the way; null for none. */
  frame: Frame | null;
};

/** Parts that were read; `isWhole` is false where the file was not to be cut so. Null: the bytes are not UTF-8. */
export type PartsRead = { parts: readonly FilePart[]; isWhole: boolean } | null;

let lastId = 0;

/**
 * Reads the ranges of a file, each in a thread of its own.
 *
 * @param threads one to a range
 * @throws GausslineError `worker/lost`, `cancelled`, what reading throws; no part is left behind then.
 */
export async function readParts(
  { ranges, keepBytes, ...order }: PartsOrder,
  threads: readonly PartThread[],
  work: Work,
): Promise<PartsRead> {
  const asked = ranges.map((range, k) => ({
    id: ++lastId,
    range,
    thread: threads[k]!,
    isFirstPart: k === 0,
  }));
  const share = Math.floor(keepBytes / ranges.length);
  for (const profile of order.plan.guess.table.columns) profile.settle();
  const reads = await together(asked, work, (signal) =>
    Promise.all(
      asked.map(({ id, range, thread, isFirstPart }) => {
        const plan = isFirstPart ? order.plan : planInside(order.plan);
        return thread.call('read', { ...order, ...range, id, plan, keepBytes: share }, signal);
      }),
    ),
  ).catch((error: unknown) => {
    dropParts(asked);
    throw error;
  });
  const found = reads.filter((read) => read !== null);
  if (found.length < reads.length) {
    dropParts(asked);
    return null;
  }
  const parts = asked.map(({ id, thread }, k) => ({
    ...{ id, thread, frame: order.frame, read: found[k]! },
    hasLowWords: order.plan.wantsLow,
  }));
  const sum = (count: (read: PartRead) => number) => found.reduce((total, read) => total + count(read), 0);
  work.count({ rows: sum(({ tally }) => tally.rowCount), bytesRead: sum(({ byteCount }) => byteCount) });
  return { parts, isWhole: areWhole(found, ranges) };
}

/** Lets parts go; those of a lost thread are gone already. */
export function dropParts(parts: readonly { id: number; thread: PartThread }[]): void {
  for (const { id, thread } of parts) if (!thread.isLost) thread.call('drop', { id }).catch(() => {});
}

/** The plan of a part that begins at a row: its lines count from its own first. */
function planInside(plan: ReadPlan): ReadPlan {
  const { guess } = plan;
  const table = { ...guess.table, firstRowLine: 1, preamble: [] };
  return { ...plan, isFirstPart: false, firstLine: 1, guess: { ...guess, table } };
}
