import { kernelArithmetic } from '../../core/fit/kernelArithmetic.js';
import { partOf } from '../../core/fit/partOf.js';
import type { RowPart } from '../../core/fit/rowPart.js';
import { kernelSmooth } from '../../core/judge/kernelSmooth.js';
import { KernelArena, KernelHeap } from '../../core/kernelHeap.js';
import type { Smooth } from '../../core/plot/plot.js';
import { smoothLine } from '../../core/plot/smoothLine.js';
import type { ReadPlan } from '../../core/table/blockReader.js';
import { ColumnProfile } from '../../core/table/columnProfile.js';
import { NotUtf8 } from '../../core/table/decoder.js';
import type { Handlers } from '../../protocol/channel.js';
import { loadKernel } from '../loadKernel.js';
import { Work } from '../work.js';
import type { PartOrder, PartProgress, PartRead, PartSide } from './partContract.js';
import { PartRows, type PartTools } from './partRows.js';
import { ValueStore } from './valueStore.js';

/** Memory that nobody touches costs nothing. */
const GROWTH_BYTES = 1 << 26;

/** A part and how it is asked while one call runs. */
type Asked = { rows: PartRows; part: RowPart; work: Work };

/** Where a thread keeps its parts. Calls run one after another, for they share the thread's kernels. */
export class PartDesk {
  private readonly parts = new Map<number, PartRows>();
  private readonly tools = loadTools();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly announce: (progress: PartProgress) => void) {}

  /** What the thread answers. */
  handlers(): Handlers<PartSide> {
    return {
      read: (order, signal) => this.inTurn(() => this.read(order, signal)),
      glance: ({ id, columns }, signal) => this.ask(id, signal, ({ part }) => part.glance(columns)),
      look: ({ id, order }, signal) => this.ask(id, signal, ({ part }) => part.look(order)),
      reduce: ({ id, frame }, signal) => this.ask(id, signal, ({ part }) => part.reduce(frame)),
      reweigh: ({ id, order }, signal) => this.ask(id, signal, ({ part }) => part.reweigh(order)),
      gather: ({ id, frame }, signal) => this.ask(id, signal, ({ part }) => part.gather(frame)),
      sift: ({ id, order }, signal) => this.ask(id, signal, ({ part }) => part.sift(order)),
      walk: ({ id, order }, signal) => this.ask(id, signal, ({ part }) => part.walk(order)),
      pick: ({ id, order }, signal) => this.ask(id, signal, ({ part }) => part.pick(order)),
      gap: ({ id, order }, signal) => this.ask(id, signal, ({ part }) => part.gap(order)),
      values: ({ id, columns }, signal) =>
        this.ask(id, signal, ({ rows, work }) => rows.values(columns, work.checkpoint)),
      smooth: ({ x, y }) => this.inTurn(() => this.smooth(x, y)),
      drop: ({ id }) => this.inTurn(async () => this.drop(id)),
    };
  }

  private async read(order: PartOrder, signal: AbortSignal): Promise<PartRead | null> {
    const rows = new PartRows({ ...order, plan: revived(order.plan) }, await this.tools);
    this.parts.set(order.id, rows);
    try {
      const { part, work } = await this.asked(order.id, signal);
      if (order.frame === null) await rows.readAll(work.checkpoint);
      const reduction = order.frame === null ? null : await part.reduce(order.frame);
      const { tally, lines, byteCount, hashes } = rows.found;
      const pieceHashes = Uint32Array.from(hashes);
      return { tally, lines: lines.runs, byteCount, pieceHashes, reduction, keptBytes: rows.keptBytes };
    } catch (error) {
      this.drop(order.id);
      if (error instanceof NotUtf8) return null;
      throw error;
    }
  }

  private ask<T>(id: number, signal: AbortSignal, question: (asked: Asked) => Promise<T>): Promise<T> {
    return this.inTurn(async () => question(await this.asked(id, signal)));
  }

  private async asked(id: number, signal: AbortSignal): Promise<Asked> {
    const rows = this.parts.get(id);
    if (rows === undefined) throw new Error(`There is no part ${id}.`);
    const work = new Work(signal, ({ bytesRead, rows }) => this.announce({ id, bytesRead, rows }));
    // It may have been cancelled while others had their turn.
    await work.checkpoint({ rows: 0 });
    const { kernel, fitArena } = await this.tools;
    const arithmetic = kernelArithmetic(kernel, fitArena);
    const part = partOf(rows.source(work.checkpoint), { arithmetic, checkpoint: work.checkpoint });
    return { rows, part, work };
  }

  private async smooth(x: Float64Array, y: Float64Array): Promise<Smooth | null> {
    const { kernel, fitArena } = await this.tools;
    return smoothLine(x, y, kernelSmooth(kernel, fitArena));
  }

  private drop(id: number): null {
    this.parts.get(id)?.drop();
    this.parts.delete(id);
    return null;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work, work);
    this.last = mine;
    return mine;
  }
}

async function loadTools(): Promise<PartTools & { fitArena: KernelArena }> {
  const kernel = await loadKernel();
  const heap = new KernelHeap(kernel, GROWTH_BYTES);
  const [readArena, fitArena] = [new KernelArena(heap), new KernelArena(heap)];
  return { kernel, heap, readArena, fitArena, store: new ValueStore() };
}

/** A plan that has crossed threads: its columns' profiles are classes again. */
function revived(plan: ReadPlan): ReadPlan {
  const { guess } = plan;
  const columns = guess.table.columns.map((profile) => ColumnProfile.revived(profile));
  return { ...plan, guess: { ...guess, table: { ...guess.table, columns } } };
}
