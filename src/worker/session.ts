import { buildReport, summariseSource } from '../core/buildReport.js';
import type { Warning } from '../core/errors.js';
import { fitFormula } from '../core/fitFormula.js';
import type { FitReport } from '../core/report.js';
import { type ByteSource, memorySource } from '../core/table/byteSource.js';
import { fingerprintSource, readTable } from '../core/table/readTable.js';
import type { Table } from '../core/table/table.js';
import type { Handlers } from '../protocol/channel.js';
import type { FitRequest, SourceRef, WorkerSide, WorkProgress } from '../protocol/workerContract.js';
import { fileSource } from './fileSource.node.js';
import type { CarriedPorts } from './gpu/carriedPort.js';
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
export function createSession(
  announce: Announcements,
  carriedPorts: Pick<CarriedPorts, 'open'>,
): Handlers<WorkerSide> {
  const shelf = new TableShelf();
  const desk = new TrainingDesk(announce, carriedPorts);
  const workFor = (token: number, signal: AbortSignal) =>
    new Work(signal, (progress) => announce.progress({ token, ...progress }));
  const read = async ({ source, token }: { source: SourceRef; token: number }, signal: AbortSignal) => {
    const work = workFor(token, signal);
    return tableOf(await openSource(source, work), { shelf, work });
  };

  return {
    async fit(request, signal) {
      const work = workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      const startedAt = performance.now();
      const table = await tableOf(opened, { shelf, work });
      return fitTable(table, { request, work, opened, readMs: performance.now() - startedAt });
    },
    async describe(request, signal) {
      return summariseSource(await read(request, signal));
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
      const known = shelf.get(opened.stamp);
      return known?.fingerprint ?? fingerprintSource(opened.source, work.checkpoint);
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
  { shelf, work }: { shelf: TableShelf; work: Work },
): Promise<Table> {
  const known = shelf.get(opened.stamp);
  if (known !== undefined) return known;
  work.enter('reading');
  const table = await readTable(opened.source, { checkpoint: work.checkpoint });
  // A table read from a moving file has a stamp that tells nothing.
  if ((await opened.changedSince()) === null) shelf.put(opened.stamp, table);
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
  const report = buildReport(table, fit, { leftOutColumns, confidence, elapsed });
  const change = await opened.changedSince();
  return change === null ? report : { ...report, warnings: [...report.warnings, change] };
}
