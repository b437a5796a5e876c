import type { Checkpoint } from '../checkpoint.js';
import type { DesignColumn } from '../model/designColumn.js';
import { centredBlock } from './centredBlock.js';
import { completeRows } from './completeRows.js';
import { designRows } from './designRows.js';
import type { FileRows } from './fileRows.js';
import { fileWithout } from './fileWithout.js';
import { columnsRead, type Frame } from './frame.js';
import type { Gap, GapOrder } from './gap.js';
import { type GatheredRows, RowGatherer } from './gatheredRows.js';
import { GapSearch } from './largestGap.js';
import { LeftOutCount } from './leftOut.js';
import { look } from './look.js';
import { pickRows } from './pickRows.js';
import { CountTally } from './poisson/countFacts.js';
import type { Reweighed, ReweighOrder } from './poisson/reweighed.js';
import { type Sifted, Sifter, type SiftOrder } from './quantile/sift.js';
import { emptyRanges, type Ranges, widenRanges } from './ranges.js';
import type { Reduction } from './reduction.js';
import { judgeRobust } from './robust/judgeRobust.js';
import type { RowArithmetic } from './rowArithmetic.js';
import { RowFold } from './rowFold.js';
import type { RowPart, WalkOrder } from './rowPart.js';
import type { RowBlock, RowSource } from './rowSource.js';
import type { RowSummary } from './rowSummary.js';
import { weighedRows } from './weighedRows.js';

/** What a part computes with, and what it calls between two blocks. */
export type PartOptions = { arithmetic: RowArithmetic; checkpoint?: Checkpoint | undefined };

/** A part of the rows of a file in this thread. Every question walks over the rows once. */
export function partOf(file: FileRows, options: PartOptions): RowPart {
  return {
    glance: (columns) => glance(file, columns),
    look: (order) => look(file, order, options.checkpoint),
    reduce: (frame) => reduce(file, frame, options),
    reweigh: (order) => reweigh(file, order, options),
    gather: (frame) => gather(file, frame, options),
    sift: (order) => sift(file, order, options),
    walk: (order) => walk(file, order, options),
    pick: (order) => pickRows(file, order, options.checkpoint),
    gap: (order) => largestGap(file, order, options),
  };
}

async function glance(file: FileRows, columns: readonly DesignColumn[]): Promise<Ranges | null> {
  for await (const block of designRows(file, columns).blocks) {
    const places = completeRows(block);
    if (places?.length === 0 || block.rowCount === 0) continue;
    const ranges = emptyRanges(columns.length);
    widenRanges(ranges, block, places);
    return ranges;
  }
  return null;
}

async function reduce(
  file: FileRows,
  frame: Frame,
  { arithmetic, checkpoint }: PartOptions,
): Promise<Reduction> {
  const rows = rowsFor(file, frame);
  const reducer = arithmetic.reducer(frame);
  const [columnCount, hasWeights] = [frame.columns.length, frame.weights !== null];
  const leftOut = new LeftOutCount(rows, file.lines, { columnCount, hasWeights });
  const counts = { rowCount: 0, used: 0, firstUsed: -1, lastUsed: -1 };
  await eachBlock(rows, checkpoint, (block) => {
    const places = reducer.absorb(block);
    if (places !== null) leftOut.addAllBut(places, block);
    countRows(counts, block, places);
  });
  const { ranges, triangle, moments } = reducer.result();
  const { hasLowWords } = rows;
  const survey = {
    ...ranges,
    ...counts,
    hasLowWords,
    lineCount: file.lineCount(),
    leftOut: leftOut.result(),
  };
  return { survey, triangle, moments };
}

/** The rows of a frame's columns, with the roots of the weights after them where it has such. */
function rowsFor(file: FileRows, frame: Frame): RowSource {
  const rows = designRows(fileWithout(file, frame.without), columnsRead(frame), frame);
  return frame.weights === null ? rows : weighedRows(rows, frame.weights);
}

/** One loop for all that passes over rows: V8 compiles each such loop with all that it calls. */
async function eachBlock(
  { blocks }: RowSource,
  checkpoint: Checkpoint | undefined,
  take: (block: RowBlock) => void,
): Promise<void> {
  for await (const block of blocks) {
    take(block);
    await checkpoint?.({ rows: block.start + block.rowCount });
  }
}

type RowCounts = { rowCount: number; used: number; firstUsed: number; lastUsed: number };

function countRows(counts: RowCounts, { start, rowCount }: RowBlock, places: Uint16Array | null): void {
  const used = places?.length ?? rowCount;
  counts.rowCount = start + rowCount;
  if (used === 0) return;
  if (counts.used === 0) counts.firstUsed = start + (places?.[0] ?? 0);
  counts.lastUsed = start + (places?.at(-1) ?? rowCount - 1);
  counts.used += used;
}

async function reweigh(
  file: FileRows,
  order: ReweighOrder,
  { arithmetic, checkpoint }: PartOptions,
): Promise<Reweighed> {
  const { frame, nullMean, linesBefore } = order;
  const reweigher = arithmetic.reweigher(order);
  const tally = order.coefficients === null ? new CountTally(nullMean) : null;
  await eachBlock(rowsFor(file, frame), checkpoint, (block) => {
    const { places, ...counts } = reweigher.absorb(block);
    const rowAt = (i: number) => block.start + (places === null ? i : places[i]!);
    const lineAt = (i: number) => linesBefore + file.lines.firstLine(rowAt(i));
    tally?.add(counts, lineAt);
  });
  return { ...reweigher.result(), facts: tally?.result() ?? null };
}

async function gather(file: FileRows, frame: Frame, { checkpoint }: PartOptions): Promise<GatheredRows> {
  const gatherer = new RowGatherer(frame);
  await eachBlock(rowsFor(file, frame), checkpoint, (block) => gatherer.absorb(block));
  return gatherer.result();
}

async function sift(file: FileRows, order: SiftOrder, { checkpoint }: PartOptions): Promise<Sifted> {
  const sifter = new Sifter(order.wanted, order.kept.length, order.most);
  let { before } = order;
  await eachBlock(rowsFor(file, order.frame), checkpoint, (block) => {
    const rows = centredBlock(order, block);
    sifter.absorb(rows, before);
    before += rows.rowCount;
  });
  return sifter.result();
}

async function largestGap(file: FileRows, order: GapOrder, { checkpoint }: PartOptions): Promise<Gap | null> {
  const search = new GapSearch(order);
  await eachBlock(rowsFor(file, order.wide.frame), checkpoint, (block) => search.absorb(block));
  return search.result();
}

async function walk(
  file: FileRows,
  order: WalkOrder,
  { arithmetic, checkpoint }: PartOptions,
): Promise<RowSummary> {
  const walker = arithmetic.walker(order);
  const fold = new RowFold(order, file.lines, walker.loops);
  await eachBlock(rowsFor(file, order.frame), checkpoint, (block) => {
    const walked = walker.walk(block);
    if (order.noise !== null) judgeRobust(walked, order.noise);
    fold.absorb(block, walked);
  });
  return fold.result(walker.result());
}
