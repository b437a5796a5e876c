import { buildReport } from '../core/buildReport.js';
import { diagnoseFormula } from '../core/diagnoseFormula.js';
import { GausslineError } from '../core/errors.js';
import type { Fit } from '../core/fit/fit.js';
import { fitFormula } from '../core/fitFormula.js';
import { kernelSmooth } from '../core/judge/kernelSmooth.js';
import { inputsOfPlan } from '../core/model/modelPlan.js';
import { resolveFormula } from '../core/model/resolveFormula.js';
import type { FitReport } from '../core/report.js';
import { summariseSource } from '../core/summariseSource.js';
import type { ByteSource } from '../core/table/byteSource.js';
import { fingerprintSource } from '../core/table/readTable.js';
import type { Table } from '../core/table/table.js';
import { lossSurface } from '../core/train/lossSurface.js';
import type { Handlers } from '../protocol/channel.js';
import type { StudyProgress } from '../protocol/studyContract.js';
import type { PlanRequest } from '../protocol/trainingContract.js';
import type { FitRequest, ReadRequest, WorkerSide, WorkProgress } from '../protocol/workerContract.js';
import { comparedByColumns, comparedByRows } from './compare.js';
import { designShown } from './designShown.js';
import { exportCsv } from './exportCsv.js';
import { exportRows } from './exportRows.js';
import { FileShelf } from './fileShelf.js';
import type { FitJob as QuestionJob } from './fitFor.js';
import type { CarriedPorts } from './gpu/carriedPort.js';
import { assumptionsTested, rowsDescribed, withoutRowsOf } from './influence.js';
import { KernelPool, type LoadKernel } from './kernelPool.js';
import { LastFit } from './lastFit.js';
import { leavingOut } from './leftOutRows.js';
import { likelihoodsCompared } from './likelihoods.js';
import { type OpenSource, openSource } from './openSource.node.js';
import type { WantedModel } from './parts/fileStart.js';
import type { PartThreads } from './parts/partThreads.js';
import { openPrediction, predictEmptyRows, predictRow, rowOfLine, scoreCsv } from './predictions.js';
import { MEGABYTE, type ReadFile, readFile } from './readFile.js';
import { previewSimulation, simulate } from './simulate.js';
import { StudyDesk } from './studyDesk.js';
import { type TrainingAnnouncements, TrainingDesk } from './trainingDesk.js';
import { Turn } from './turn.js';
import { Work } from './work.js';

export type Announcements = TrainingAnnouncements & {
  progress(progress: WorkProgress): void;
  study(progress: StudyProgress): void;
};

/** What a session reaches outside its thread: threads for large files, ports to a GPU in the panel. */
export type Reach = { threads: PartThreads; carriedPorts: Pick<CarriedPorts, 'open'> };

/** What the worker answers. Holds what was read last; large files are read in threads of their own. */
export function createSession(
  announce: Announcements,
  { threads, carriedPorts }: Reach,
): Handlers<WorkerSide> {
  const shelf = new FileShelf();
  const kernels = new KernelPool();
  const lastFit = new LastFit();
  const turn = new Turn();
  const desk = new TrainingDesk(announce, carriedPorts, turn);
  const studies = new StudyDesk(announce.study, carriedPorts, turn);
  const workFor = (token: number, signal: AbortSignal) =>
    new Work(signal, (progress) => announce.progress({ token, ...progress }));

  /** Reads a source, or finds it read, and holds it while it is used. */
  const using = <T>(
    { opened, request, model, work }: ReadJob,
    use: (file: ReadFile, loadKernel: LoadKernel) => Promise<T>,
  ): Promise<T> => {
    const readAnew = async (loadKernel: LoadKernel): Promise<ReadFile> => {
      work.enter('reading');
      if (opened.file !== null) shelf.removeStale(opened.file.path, opened.stamp);
      const file = await readFile(opened, { ...request, model }, { threads, work, loadKernel });
      // What was read from a moving file has a stamp that tells nothing.
      if ((await opened.changedSince()) === null) shelf.put(opened.stamp, request.reading, file);
      return file;
    };
    const knownFile = async (): Promise<ReadFile | undefined> => {
      const known = shelf.get(opened.stamp, request.reading);
      known?.hold();
      if (known === undefined || model === undefined || !(await known.lacksLowWords(model))) return known;
      known.release();
      return undefined;
    };
    const useHeld = async (loadKernel: LoadKernel): Promise<T> => {
      const known = await knownFile();
      const file = known ?? (await readAnew(loadKernel));
      try {
        return await use(leavingOut(file, request.reading.without, loadKernel), loadKernel);
      } finally {
        file.release();
      }
    };
    return threads.during(() => kernels.lend(useHeld));
  };

  const readWhole = async (request: PlanRequest, signal: AbortSignal): Promise<Table> => {
    const work = workFor(request.token, signal);
    const opened = await openSource(request.source, work);
    return using({ opened, request, model: undefined, work }, async (file) => {
      const columns = columnsFor(request, file.table);
      checkFits(file, columns.length, request.memoryBudget);
      return file.whole(columns, work);
    });
  };

  /** Asks something of the fit made last, or of the same one made anew. */
  const askFit = async <R extends FitRequest, T>(
    request: R,
    signal: AbortSignal,
    question: (file: ReadFile, job: QuestionJob & { request: R }, source: ByteSource) => Promise<T>,
  ): Promise<T> => {
    const work = workFor(request.token, signal);
    const opened = await openSource(request.source, work);
    return using({ opened, request, model: request, work }, (file, loadKernel) =>
      question(
        file,
        {
          ...{ request, work, loadKernel, known: lastFit.get(opened.stamp, request) },
          keep: (fit) => lastFit.put(opened.stamp, request, fit),
        },
        opened.source,
      ),
    );
  };

  return {
    async fit(request, signal) {
      const work = workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      const startedAt = performance.now();
      return using({ opened, request, model: request, work }, (file, loadKernel) =>
        fitFile(file, {
          ...{ request, work, opened, loadKernel, kernels, readMs: performance.now() - startedAt },
          keep: (fit) => lastFit.put(opened.stamp, request, fit),
        }),
      );
    },
    async doctor(request, signal) {
      const work = workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      return using({ opened, request, model: request, work }, (file, loadKernel) => {
        work.enter('fitting');
        const { checkpoint } = work;
        return file.ask(work, (parts) =>
          diagnoseFormula(file.table, request.formula, { ...request, checkpoint, loadKernel, parts }),
        );
      });
    },
    async compareFits(request, signal) {
      const known = comparedByColumns(request);
      if (known !== null) return known;
      const work = workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      return using({ opened, request, model: undefined, work }, (file) =>
        comparedByRows(file, request, work),
      );
    },
    async describe(request, signal) {
      const work = workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      return using({ opened, request, model: undefined, work }, async ({ table }) => summariseSource(table));
    },
    openPrediction: (request, signal) => askFit(request, signal, openPrediction),
    describeRows: (request, signal) => askFit(request, signal, rowsDescribed),
    exportRows: (request, signal) => askFit(request, signal, exportRows),
    testAssumptions: (request, signal) => askFit(request, signal, assumptionsTested),
    compareLikelihoods: (request, signal) => askFit(request, signal, likelihoodsCompared),
    designMatrix: (request, signal) => askFit(request, signal, designShown),
    fitWithout: (request, signal) => askFit(request, signal, withoutRowsOf),
    predictRow: async ({ kit, row }) => predictRow(kit, row),
    async rowOfLine(request, signal) {
      const work = workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      // A row that is in no fit has values all the same.
      const reading = { ...request.reading, without: undefined };
      return using({ opened, request: { ...request, reading }, model: undefined, work }, async (file) => {
        checkFits(file, request.columns.length, request.memoryBudget);
        return rowOfLine(await file.whole(request.columns, work), request.columns, request.line);
      });
    },
    async predictEmptyRows(request, signal) {
      const work = workFor(request.token, signal);
      const { source } = await openSource(request.source, work);
      return predictEmptyRows(source, request.kit, { reading: request.reading, work });
    },
    async scoreCsv(request, signal) {
      const work = workFor(request.token, signal);
      return scoreCsv((await openSource(request.source, work)).source, { request, work });
    },
    async exportCsv(request, signal) {
      const work = workFor(request.token, signal);
      return exportCsv((await openSource(request.source, work)).source, { request, work });
    },
    planTraining: async (request, signal) => desk.plan(await readWhole(request, signal), request, signal),
    train: (request, signal) => desk.train(request, () => readWhole(request, signal), signal),
    steer: async ({ token, action }) => desk.steer(token, action),
    setPace: async ({ token, pace }) => desk.setPace(token, pace),
    previewSimulation: async ({ simulation }) => previewSimulation(simulation),
    simulate: (request, signal) => simulate(request, workFor(request.token, signal)),
    lossSurface: async ({ space, pair, weights }) => lossSurface(space, { pair, weights }),
    study: (request, signal) => studies.study(request, () => readWhole(request, signal), signal),
    async fingerprint({ source }, signal) {
      const work = new Work(signal);
      const opened = await openSource(source, work);
      return shelf.fingerprintOf(opened.stamp) ?? fingerprintSource(opened.source, work.checkpoint);
    },
  };
}

/** `model`: what will be fitted; undefined for nothing. */
type ReadJob = { opened: OpenSource; request: ReadRequest; model: WantedModel | undefined; work: Work };

/** The columns that a training run looks at. */
function columnsFor({ formula, settings, references }: PlanRequest, table: Table): readonly string[] {
  const { validation } = settings;
  const split = validation?.kind === 'column' ? [validation.column] : [];
  return [...inputsOfPlan(resolveFormula(formula, table, references)), ...split];
}

/** Training needs all rows at once, in memory. */
function checkFits({ table, isWhole }: ReadFile, columnCount: number, budget: number): void {
  const megabytes = Math.ceil((table.rowCount * columnCount * 8) / MEGABYTE);
  if (isWhole || megabytes <= budget) return;
  throw new GausslineError(
    'train/too-large',
    `Training on ${table.rowCount} rows of ${columnCount} columns needs ${megabytes} MB of memory at once; the budget is ${budget} MB.`,
    'Raise the memory budget, leave features out of the formula, or use the exact fit: it needs no such memory.',
  );
}

type FitJob = {
  request: FitRequest;
  work: Work;
  opened: OpenSource;
  loadKernel: LoadKernel;
  readMs: number;
  /** For another kernel than the fit's: what it found may stand in its memory. */
  kernels: KernelPool;
  /** For what is asked of the fit next. */
  keep(fit: Fit): void;
};

async function fitFile(
  file: ReadFile,
  { request, work, opened, loadKernel, readMs, kernels, keep }: FitJob,
): Promise<FitReport> {
  const startedAt = performance.now();
  const { confidence, covariance, bootstrap, ridge, formula, references, weights, family, isExact } = request;
  work.enter('fitting');
  const { checkpoint } = work;
  const { fit, ...understood } = await file.ask(work, (parts) =>
    fitFormula(file.table, formula, {
      ...{ references, weights, family },
      ...{ confidence, covariance, isExact, checkpoint, loadKernel, parts },
      ...{ lambda: ridge ?? 0, wantsPath: ridge !== undefined },
      bootstrap: bootstrap === undefined ? null : { samples: bootstrap, seed: 1 },
    }),
  );
  keep(fit);
  const elapsed = { readMs, fitMs: performance.now() - startedAt };
  work.enter('preparing charts');
  await work.pause();
  const report = await kernels.lend(async (loadOther) => {
    const smoothRound = kernelSmooth(await loadOther());
    return buildReport(file.table, fit, { ...understood, confidence, elapsed, checkpoint, smoothRound });
  });
  const change = await opened.changedSince();
  return change === null ? report : { ...report, warnings: [...report.warnings, change] };
}
