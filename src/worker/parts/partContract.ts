import type { Frame } from '../../core/fit/frame.js';
import type { Gap, GapOrder } from '../../core/fit/gap.js';
import type { GatheredRows } from '../../core/fit/gatheredRows.js';
import type { Look, LookOrder } from '../../core/fit/look.js';
import type { PickedRows, PickOrder } from '../../core/fit/pickRows.js';
import type { Reweighed, ReweighOrder } from '../../core/fit/poisson/reweighed.js';
import type { Sifted, SiftOrder } from '../../core/fit/quantile/sift.js';
import type { Ranges } from '../../core/fit/ranges.js';
import type { Reduction } from '../../core/fit/reduction.js';
import type { WalkOrder } from '../../core/fit/rowPart.js';
import type { RowSummary } from '../../core/fit/rowSummary.js';
import type { DesignColumn } from '../../core/model/designColumn.js';
import type { Smooth } from '../../core/plot/plot.js';
import type { PartTally, ReadPlan } from '../../core/table/blockReader.js';
import type { LineRuns } from '../../core/table/lineIndex.js';

/** Bytes of a file from the beginning of a record up to the end of one. */
export type ByteRange = { from: number; to: number };

/** A part of a file to be read. Plain data. */
export type PartOrder = ByteRange & {
  /** By which the part is known from now on. */
  id: number;
  path: string;
  plan: ReadPlan;
  /** One to a column of the plan. */
  names: readonly string[];
  /** Numbers are kept in memory as long as they take no more bytes; beyond it they are read again when asked for. */
  keepBytes: number;
  /** To be reduced in, on the way; null for none. */
  frame: Frame | null;
};

/** What was found in a part. */
export type PartRead = {
  tally: PartTally;
  lines: LineRuns;
  /** Fewer than asked for where the file has shrunk. */
  byteCount: number;
  /** Of the pieces of the file that begin in the part, two words each. */
  pieceHashes: Uint32Array;
  reduction: Reduction | null;
  /** Bytes of the numbers that are kept in memory; 0 where they are to be read again. */
  keptBytes: number;
};

/** A column's numbers, or its codes; as `FileBlock` has them. */
export type ColumnValues = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** What a thread that holds parts answers. The calls of one thread run one after another. */
export type PartSide = {
  calls: {
    /** Null where the bytes are not UTF-8 although the plan says so. Honours cancel, as all calls. */
    read: { args: PartOrder; value: PartRead | null };
    glance: { args: { id: number; columns: readonly DesignColumn[] }; value: Ranges | null };
    look: { args: { id: number; order: LookOrder }; value: Look };
    reduce: { args: { id: number; frame: Frame }; value: Reduction };
    reweigh: { args: { id: number; order: ReweighOrder }; value: Reweighed };
    gather: { args: { id: number; frame: Frame }; value: GatheredRows };
    sift: { args: { id: number; order: SiftOrder }; value: Sifted };
    walk: { args: { id: number; order: WalkOrder }; value: RowSummary };
    pick: { args: { id: number; order: PickOrder }; value: PickedRows };
    gap: { args: { id: number; order: GapOrder }; value: Gap | null };
    /** All values of some columns, one array to a column: numbers, or codes of the levels in the part's tally. */
    values: { args: { id: number; columns: readonly string[] }; value: ColumnValues[] };
    /** See `smoothLine`: nothing to do with the parts that the thread has. */
    smooth: { args: { x: Float64Array; y: Float64Array }; value: Smooth | null };
    /** Lets a part go. */
    drop: { args: { id: number }; value: null };
  };
  events: { progress: PartProgress };
};

/** How far a call for a part is; ten a second at most. */
export type PartProgress = { id: number; bytesRead: number; rows: number };

/** The coordinator answers and announces nothing. */
export type PartHostSide = { calls: Record<never, never>; events: Record<never, never> };
