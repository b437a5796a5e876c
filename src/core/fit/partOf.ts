import type { Checkpoint } from '../checkpoint.js';
import { completeRows } from './completeRows.js';
import { columnsRead, type Frame } from './frame.js';
import { LeftOutCount } from './leftOut.js';
import { addCounts, NO_FACTS } from './poisson/countFacts.js';
import type { Reweighed, ReweighOrder } from './poisson/reweighed.js';
import { emptyRanges, type Ranges, widenRanges } from './ranges.js';
import type { Reduction } from './reduction.js';
import type { RowArithmetic } from './rowArithmetic.js';
import { RowFold } from './rowFold.js';
import type { RowPart, WalkOrder } from './rowPart.js';
import type { RowBlock, RowSource } from './rowSource.js';
import type { RowSummary } from './rowSummary.js';
import { weighedBlocks } from './weighedSource.js';

/** What a part computes with, and what it calls between two blocks. */
export type PartOptions = { arithmetic: RowArithmetic; checkpoint?: Checkpoint | undefined };

/** A part of the rows of a source in this thread. Every question walks over the source once. */
export function partOf(source: RowSource, options: PartOptions): RowPart {
  return {
    glance: (columns) => glance(source, columns),
    reduce: (frame) => reduce(source, frame, options),
    reweigh: (order) => reweigh(source, order, options),
    walk: (order) => walk(source, order, options),
  };
}

async function glance(source: RowSource, columns: readonly string[]): Promise<Ranges | null> {
  for await (const block of source.blocks(columns)) {
    const places = completeRows(block);
    if (places?.length === 0 || block.rowCount === 0) continue;
    const ranges = emptyRanges(columns.length);
    widenRanges(ranges, block, places);
    return ranges;
  }
  return null;
}

async function reduce(
  source: RowSource,
  frame: Frame,
  { arithmetic, checkpoint }: PartOptions,
): Promise<Reduction> {
  const reducer = arithmetic.reducer(frame);
  const leftOut = new LeftOutCount(source, frame);
  const counts = { rowCount: 0, used: 0, firstUsed: -1, lastUsed: -1 };
  for await (const block of blocksFor(source, frame)) {
    const places = reducer.absorb(block);
    if (places !== null) leftOut.addAllBut(places, block);
    countRows(counts, block, places);
    await checkpoint?.({ rows: counts.rowCount });
  }
  const { ranges, triangle, moments } = reducer.result();
  const survey = { ...ranges, ...counts, lineCount: source.lineCount(), leftOut: leftOut.result() };
  return { survey, triangle, moments };
}

/** The blocks of a frame's columns, with the roots of the weights after them where it has such. */
function blocksFor(source: RowSource, frame: Frame): ReturnType<RowSource['blocks']> {
  const columns = columnsRead(frame);
  return frame.weights === null ? source.blocks(columns) : weighedBlocks(source, columns);
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
  source: RowSource,
  order: ReweighOrder,
  { arithmetic, checkpoint }: PartOptions,
): Promise<Reweighed> {
  const { frame, nullMean, linesBefore } = order;
  const reweigher = arithmetic.reweigher(order);
  let facts = order.coefficients === null ? NO_FACTS : null;
  for await (const block of blocksFor(source, frame)) {
    const { places, ...counts } = reweigher.absorb(block);
    const rowAt = (i: number) => block.start + (places === null ? i : places[i]!);
    const lineAt = (i: number) => linesBefore + source.lines.firstLine(rowAt(i));
    if (facts !== null) facts = addCounts(facts, counts, { nullMean, lineAt });
    await checkpoint?.({ rows: block.start + block.rowCount });
  }
  return { ...reweigher.result(), facts };
}

async function walk(
  source: RowSource,
  order: WalkOrder,
  { arithmetic, checkpoint }: PartOptions,
): Promise<RowSummary> {
  const walker = arithmetic.walker(order);
  const fold = new RowFold(order, source.lines, walker.loops);
  for await (const block of blocksFor(source, order.frame)) {
    fold.absorb(block, walker.walk(block));
    await checkpoint?.({ rows: block.start + block.rowCount });
  }
  return fold.result(walker.result());
}
