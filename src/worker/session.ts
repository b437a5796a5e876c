import { buildReport } from '../core/buildReport.js';
import type { Warning } from '../core/errors.js';
import { fitFormula } from '../core/fitFormula.js';
import type { FitReport } from '../core/report.js';
import { summariseSource } from '../core/summariseSource.js';
import { type ByteSource, memorySource } from '../core/table/byteSource.js';
import { fingerprintSource, readTable } from '../core/table/readTable.js';
import type { Table } from '../core/table/table.js';
import type { Handlers } from '../protocol/channel.js';
import type {
  FitRequest,
  ReadRequest,
  SourceRef,
  WorkerSide,
  WorkProgress,
} from '../protocol/workerContract.js';
import { exportCsv } from './exportCsv.js';
import { fileSource } from './fileSource.node.js';
import { TableShelf } from './tableShelf.js';
import { type TrainingAnnouncements, TrainingDesk } from './trainingDesk.js';
import { Work } from './work.js';

/** A source that is ready to be read, with what tells it from another. */
type OpenSource = {
  source: ByteSource;
  stamp: string;
  /** Null: nothing happened to it since it was opened. Throws `source/disappeared`. */
  changedSince(): Promise<Warning | null>;
};

export type Announcements = TrainingAnnouncements & { progress(progress: WorkProgress): void };

/** What the worker answers. Knows nothing of threads; holds the tables read last. */
export function createSession(announce: Announcements): Handlers<WorkerSide> {
  const shelf = new TableShelf();
  const desk = new TrainingDesk(announce);
  const workFor = (token: number, signal: AbortSignal) =>
    new Work(signal, (progress) => announce.progress({ token, ...progress }));
  const read = async (request: ReadRequest, signal: AbortSignal) => {
    const work = workFor(request.token, signal);
    return tableOf(await openSource(request.source, work), { request, shelf, work });
  };

  return {
    async fit(request, signal) {
      const work = workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      const startedAt = performance.now();
      const table = await tableOf(opened, { request, shelf, work });
      return fitTable(table, { request, work, opened, readMs: performance.now() - startedAt });
    },
    async describe(request, signal) {
      return summariseSource(await read(request, signal));
    },
    async exportCsv(request, signal) {
      const work = workFor(request.token, signal);
      return exportCsv((await openSource(request.source, work)).source, { request, work });
    },
    async planTraining(request, signal) {
      return desk.plan(await read(request, signal), request, signal);
    },
    train: (request, signal) => desk.train(request, () => read(request, signal), signal),
    steer: async ({ token, action }) => desk.steer(token, action),
    setPace: async ({ token, pace }) => desk.setPace(token, pace),
    async fingerprint({ source }, signal) {
      const work = new Work(signal);
      const opened = await openSource(source, work);
      return shelf.fingerprintOf(opened.stamp) ?? fingerprintSource(opened.source, work.checkpoint);
    },
  };
}

async function openSource(ref: SourceRef, work: Work): Promise<OpenSource> {
  const opened = ref.kind === 'file' ? await openFile(ref.path) : await openBytes(ref, work);
  work.bytesTotal = opened.source.size ?? null;
  return opened;
}

async function openFile(path: string): Promise<OpenSource> {
  const source = await fileSource(path);
  return { source, stamp: source.stamp, changedSince: source.changedSince };
}

async function openBytes(ref: SourceRef & { kind: 'bytes' }, work: Work): Promise<OpenSource> {
  const source = memorySource(ref.name, ref.bytes);
  // Hashing is far cheaper than reading, and the same text is asked for again with every change of the formula.
  const stamp = `${ref.name}\0${await fingerprintSource(source, work.checkpoint)}`;
  return { source, stamp, changedSince: async () => null };
}

async function tableOf(
  opened: OpenSource,
  { request, shelf, work }: { request: ReadRequest; shelf: TableShelf; work: Work },
): Promise<Table> {
  const { reading } = request;
  const known = shelf.get(opened.stamp, reading);
  if (known !== undefined) return known;
  work.enter('reading');
  const table = await readTable(opened.source, { ...reading, checkpoint: work.checkpoint });
  // A table read from a moving file has a stamp that tells nothing.
  if ((await opened.changedSince()) === null) shelf.put(opened.stamp, reading, table);
  return table;
}

type FitJob = { request: FitRequest; work: Work; opened: OpenSource; readMs: number };

async function fitTable(table: Table, { request, work, opened, readMs }: FitJob): Promise<FitReport> {
  const startedAt = performance.now();
  const { confidence, formula } = request;
  work.enter('fitting');
  const { fit, leftOutColumns } = await fitFormula(table, formula, {
    confidence,
    checkpoint: work.checkpoint,
  });
  const elapsed = { readMs, fitMs: performance.now() - startedAt };
  work.enter('preparing charts');
  await work.pause();
  const report = await buildReport(table, fit, {
    ...{ leftOutColumns, confidence, elapsed },
    checkpoint: work.checkpoint,
  });
  const change = await opened.changedSince();
  return change === null ? report : { ...report, warnings: [...report.warnings, change] };
}
