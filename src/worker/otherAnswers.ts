import { diagnoseFormula } from '../core/diagnoseFormula.js';
import { GausslineError } from '../core/errors.js';
import { inputsOfPlan } from '../core/model/modelPlan.js';
import { resolveFormula } from '../core/model/resolveFormula.js';
import type { ByteSource } from '../core/table/byteSource.js';
import type { Table } from '../core/table/table.js';
import { lossSurface } from '../core/train/lossSurface.js';
import type { Handlers } from '../protocol/channel.js';
import type { StudyProgress } from '../protocol/studyContract.js';
import type { PlanRequest } from '../protocol/trainingContract.js';
import type { FitRequest, WorkerSide } from '../protocol/workerContract.js';
import { comparedByColumns, comparedByRows } from './compare.js';
import { designShown } from './designShown.js';
import { exportCsv } from './exportCsv.js';
import { exportRows } from './exportRows.js';
import type { FitJob } from './fitFor.js';
import type { CarriedPorts } from './gpu/carriedPort.js';
import { assumptionsTested, rowsDescribed, withoutRowsOf } from './influence.js';
import type { LastFit } from './lastFit.js';
import { likelihoodsCompared } from './likelihoods.js';
import { openSource } from './openSource.node.js';
import { openPrediction, predictEmptyRows, predictRow, rowOfLine, scoreCsv } from './predictions.js';
import type { Reader } from './reader.js';
import { MEGABYTE, type ReadFile } from './readFile.js';
import { previewSimulation, simulate } from './simulate.js';
import { StudyDesk } from './studyDesk.js';
import { type TrainingAnnouncements, TrainingDesk } from './trainingDesk.js';
import { Turn } from './turn.js';

/** What is not asked of every file: it is loaded when the first of it is asked. */
export type OtherCall = Exclude<keyof WorkerSide['calls'], 'fit' | 'describe' | 'fingerprint'>;
export type OtherAnswers = Pick<Handlers<WorkerSide>, OtherCall>;

/** What these answers share with the first ones, and whom they tell how far they are. */
export type OtherMeans = {
  reader: Reader;
  lastFit: LastFit;
  announce: TrainingAnnouncements & { study(progress: StudyProgress): void };
  carriedPorts: Pick<CarriedPorts, 'open'>;
};

export function otherAnswers({ reader, lastFit, announce, carriedPorts }: OtherMeans): OtherAnswers {
  const turn = new Turn();
  const desk = new TrainingDesk(announce, carriedPorts, turn);
  const studies = new StudyDesk(announce.study, carriedPorts, turn);

  const readWhole = async (request: PlanRequest, signal: AbortSignal): Promise<Table> => {
    const work = reader.workFor(request.token, signal);
    const opened = await openSource(request.source, work);
    return reader.using({ opened, request, model: undefined, work }, async (file) => {
      const columns = columnsFor(request, file.table);
      checkFits(file, columns.length, request.memoryBudget);
      return file.whole(columns, work);
    });
  };

  /** Asks something of the fit made last, or of the same one made anew. */
  const askFit = async <R extends FitRequest, T>(
    request: R,
    signal: AbortSignal,
    question: (file: ReadFile, job: FitJob & { request: R }, source: ByteSource) => Promise<T>,
  ): Promise<T> => {
    const work = reader.workFor(request.token, signal);
    const opened = await openSource(request.source, work);
    return reader.using({ opened, request, model: request, work }, (file, loadKernel) =>
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
    async doctor(request, signal) {
      const work = reader.workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      return reader.using({ opened, request, model: request, work }, (file, loadKernel) => {
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
      const work = reader.workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      return reader.using({ opened, request, model: undefined, work }, (file) =>
        comparedByRows(file, request, work),
      );
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
      const work = reader.workFor(request.token, signal);
      const opened = await openSource(request.source, work);
      // A row that is in no fit has values all the same.
      const reading = { ...request.reading, without: undefined };
      const job = { opened, request: { ...request, reading }, model: undefined, work };
      return reader.using(job, async (file) => {
        checkFits(file, request.columns.length, request.memoryBudget);
        return rowOfLine(await file.whole(request.columns, work), request.columns, request.line);
      });
    },
    async predictEmptyRows(request, signal) {
      const work = reader.workFor(request.token, signal);
      const { source } = await openSource(request.source, work);
      return predictEmptyRows(source, request.kit, { reading: request.reading, work });
    },
    async scoreCsv(request, signal) {
      const work = reader.workFor(request.token, signal);
      return scoreCsv((await openSource(request.source, work)).source, { request, work });
    },
    async exportCsv(request, signal) {
      const work = reader.workFor(request.token, signal);
      return exportCsv((await openSource(request.source, work)).source, { request, work });
    },
    planTraining: async (request, signal) => desk.plan(await readWhole(request, signal), request, signal),
    train: (request, signal) => desk.train(request, () => readWhole(request, signal), signal),
    steer: async ({ token, action }) => desk.steer(token, action),
    setPace: async ({ token, pace }) => desk.setPace(token, pace),
    previewSimulation: async ({ simulation }) => previewSimulation(simulation),
    simulate: (request, signal) => simulate(request, reader.workFor(request.token, signal)),
    lossSurface: async ({ space, pair, weights }) => lossSurface(space, { pair, weights }),
    study: (request, signal) => studies.study(request, () => readWhole(request, signal), signal),
  };
}

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
