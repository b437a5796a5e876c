import { buildReport } from '../core/buildReport.js';
import type { Fit } from '../core/fit/fit.js';
import { fitFormula } from '../core/fitFormula.js';
import { kernelSmooth } from '../core/judge/kernelSmooth.js';
import { smoothLine } from '../core/plot/smoothLine.js';
import type { FitReport } from '../core/report.js';
import { summariseSource } from '../core/summariseSource.js';
import type { Handlers } from '../protocol/channel.js';
import type { FitRequest, WorkerSide, WorkProgress } from '../protocol/workerContract.js';
import { now } from './clock.node.js';
import type { KernelPool, LoadKernel } from './kernelPool.js';
import { LastFit } from './lastFit.js';
import { type OpenSource, openSource } from './openSource.node.js';
import type { OtherAnswers, OtherCall, OtherMeans } from './otherAnswers.js';
import type { PartThreads } from './parts/partThreads.js';
import { Reader } from './reader.js';
import type { ReadFile } from './readFile.js';
import type { Work } from './work.js';

export type Announcements = OtherMeans['announce'] & { progress(progress: WorkProgress): void };

/** What a session reaches outside its thread: threads for large files, ports to a GPU in the panel. */
export type Reach = { threads: PartThreads } & Pick<OtherMeans, 'carriedPorts'>;

/** What the worker answers. */
export function createSession(
  announce: Announcements,
  { threads, carriedPorts }: Reach,
): Handlers<WorkerSide> {
  const reader = new Reader(announce.progress, threads);
  const lastFit = new LastFit();
  return {
    async fit(request, signal) {
      const work = reader.workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      const startedAt = now();
      return reader.using({ opened, request, model: request, work }, (file, loadKernel) =>
        fitFile(file, {
          ...{ request, work, opened, loadKernel, readMs: now() - startedAt },
          kernels: reader.kernels,
          keep: (fit) => lastFit.put(opened.stamp, request, fit),
        }),
      );
    },
    async describe(request, signal) {
      const work = reader.workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      const job = { opened, request, model: undefined, work };
      return reader.using(job, async ({ table }) => summariseSource(table));
    },
    fingerprint: ({ source }, signal) => reader.fingerprintOf(source, signal),
    ...loadedLater({ reader, lastFit, announce, carriedPorts }),
  };
}

const OTHER_CALLS: Readonly<Record<OtherCall, true>> = {
  ...{ doctor: true, compareFits: true, compareLikelihoods: true, designMatrix: true },
  ...{ describeRows: true, exportRows: true, testAssumptions: true, fitWithout: true },
  ...{ openPrediction: true, predictRow: true, rowOfLine: true, predictEmptyRows: true, scoreCsv: true },
  ...{ exportCsv: true, previewSimulation: true, simulate: true },
  ...{ planTraining: true, train: true, steer: true, setPace: true, lossSurface: true, study: true },
};

/** Answers whose code is loaded when the first of them is asked: a first fit does not wait for it. */
function loadedLater(means: OtherMeans): OtherAnswers {
  let loaded: Promise<OtherAnswers> | undefined;
  const load = async () => (await import('./otherAnswers.js')).otherAnswers(means);
  const answer = (name: string) => async (args: unknown, signal: AbortSignal) => {
    loaded ??= load();
    return ((await loaded) as Record<string, AnyAnswer>)[name]!(args, signal);
  };
  const answers = Object.keys(OTHER_CALLS).map((name) => [name, answer(name)]);
  return Object.fromEntries(answers) as OtherAnswers;
}

type AnyAnswer = (args: unknown, signal: AbortSignal) => Promise<unknown>;

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
  const startedAt = now();
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
  const elapsed = { readMs, fitMs: now() - startedAt };
  work.enter('preparing charts');
  await work.pause();
  const report = await kernels.lend(async (loadOther) => {
    const smoothRound = kernelSmooth(await loadOther());
    const smoother = file.smoother(work) ?? ((x, y) => smoothLine(x, y, smoothRound));
    return buildReport(file.table, fit, { ...understood, confidence, elapsed, checkpoint, smoother });
  });
  const change = await opened.changedSince();
  return change === null ? report : { ...report, warnings: [...report.warnings, change] };
}
