import { specOf } from '../core/fitFormula.js';
import { resolveFormula } from '../core/model/resolveFormula.js';
import { labelOfColumn } from '../core/plot/columnLabel.js';
import type { Table } from '../core/table/table.js';
import type { Backend } from '../core/train/backend.js';
import type { OpenGpu } from '../core/train/gpuEngine.js';
import { openTraining } from '../core/train/openTraining.js';
import type { TrainingRun } from '../core/train/trainingRun.js';
import type {
  Pace,
  PlanRequest,
  ShownPlan,
  SteerAction,
  TrainingDelta,
  TrainingEnd,
  TrainingOpened,
  TrainRequest,
} from '../protocol/trainingContract.js';
import { DeltaSender } from './deltaSender.js';
import type { CarriedPorts } from './gpu/carriedPort.js';
import { loadKernel } from './loadKernel.js';
import { Pacer } from './pacer.js';
import { hyperparametersOf, shownPlan } from './shownPlan.js';
import type { Turn } from './turn.js';
import { Work } from './work.js';

export type TrainingAnnouncements = {
  opened(opened: TrainingOpened): void;
  delta(delta: TrainingDelta): void;
};

/** The one run under way. What is asked of it before it is open is done once it is. */
type Active = {
  token: number;
  pacer: Pacer;
  asked: SteerAction[];
  run: TrainingRun | null;
  sender: DeltaSender | null;
};

/** Where runs are trained, one at a time, on tables that are in memory: what happens to the file does not matter. */
export class TrainingDesk {
  private active: Active | undefined;

  constructor(
    private readonly announce: TrainingAnnouncements,
    private readonly carriedPorts: Pick<CarriedPorts, 'open'>,
    private readonly turn: Turn,
  ) {}

  /** What a run with these settings would do. */
  async plan(table: Table, request: PlanRequest, signal: AbortSignal): Promise<ShownPlan> {
    const run = await open(table, request, { openGpu: 'later', signal });
    return shownPlan(run, request.settings, table.rowCount);
  }

  /**
   * Trains to the end. `tableOf` is called once the desk is free.
   *
   * @throws GausslineError `train/already-running`; what `openTraining` and the run throw; `cancelled`.
   */
  train(request: TrainRequest, tableOf: () => Promise<Table>, signal: AbortSignal): Promise<TrainingEnd> {
    const words = `A run on ${request.source.name}`;
    return this.turn.during(words, signal, () => this.begin(request, tableOf, signal));
  }

  private async begin(
    request: TrainRequest,
    tableOf: () => Promise<Table>,
    signal: AbortSignal,
  ): Promise<TrainingEnd> {
    const { token, pace } = request;
    const active: Active = { token, pacer: new Pacer(pace), asked: [], run: null, sender: null };
    this.active = active;
    // A paused run looks at nothing, nor does one that waits for a GPU: it must be woken to hear that it is over.
    const wake = () => {
      obey(active, 'stop');
      active.run?.parts.trainer.close();
    };
    signal.addEventListener('abort', wake);
    try {
      return await this.runOn(await tableOf(), { request, active, signal });
    } finally {
      signal.removeEventListener('abort', wake);
      this.active = undefined;
    }
  }

  /** False where no such run is under way. */
  steer(token: number, action: SteerAction): boolean {
    if (this.active?.token !== token) return false;
    obey(this.active, action);
    return true;
  }

  setPace(token: number, pace: Pace): boolean {
    if (this.active?.token !== token) return false;
    this.active.pacer.setPace(pace);
    return true;
  }

  private async runOn(
    table: Table,
    job: { request: TrainRequest; active: Active; signal: AbortSignal },
  ): Promise<TrainingEnd> {
    const { request, active, signal } = job;
    const engineInPage = () => this.carriedPorts.open(request.token);
    // What starts processes takes long to load, and hardly a session trains.
    const { openGpuAt } = await import('./gpu/openGpu.node.js');
    const openGpu = openGpuAt(request.gpu, { engineInPage, signal });
    const run = await open(table, request, { openGpu, signal });
    const sender = new DeltaSender(request.token, run, this.announce.delta);
    const tell = backendTeller(run, () => this.announce.opened(openedOf(run, request, table)));
    tell();
    active.run = run;
    active.sender = sender;
    if (request.isStepwise) run.control.step();
    for (const action of active.asked) obey(active, action);
    try {
      const { coefficients, ...end } = await run.run(paced(run, active.pacer, { sender, tell }));
      const { endedBy, trainLoss, validationLoss, gapToExact, stepsPerSecond, warnings } = end;
      return { endedBy, trainLoss, validationLoss, gapToExact, coefficients, stepsPerSecond, warnings };
    } finally {
      tell();
      if (!signal.aborted) sender.send();
    }
  }
}

async function open(
  table: Table,
  { formula, settings, references }: PlanRequest,
  { openGpu, signal }: { openGpu: OpenGpu | 'later'; signal: AbortSignal },
): Promise<TrainingRun> {
  const work = new Work(signal);
  const { checkpoint } = work;
  const spec = await specOf(resolveFormula(formula, table, references), table, { checkpoint });
  return openTraining(table, spec, {
    hyperparameters: hyperparametersOf(settings, table.rowCount),
    backend: settings.backend ?? 'auto',
    ...{ loadKernel, openGpu },
    checkpoint,
  });
}

/** Tells of a run when it begins, and again when it goes on with another engine. */
function backendTeller(run: TrainingRun, announce: () => void): () => void {
  let told: Backend | undefined;
  return () => {
    if (run.backend === told) return;
    told = run.backend;
    announce();
  };
}

/** Tells what is new, and waits after each epoch as the pace wants it. */
function paced(
  run: TrainingRun,
  pacer: Pacer,
  { sender, tell }: { sender: DeltaSender; tell: () => void },
): () => Promise<void> | void {
  let seen = 0;
  return () => {
    tell();
    if (run.control.isPaused) sender.send();
    else sender.offer();
    if (run.epochs.length === seen) return;
    seen = run.epochs.length;
    return pacer.hold(run.parts.plan.epochs.value);
  };
}

function obey(active: Active, action: SteerAction): void {
  const { run, asked, pacer, sender } = active;
  if (run === null) {
    asked.push(action);
    return;
  }
  run.control[action]();
  pacer.wake();
  if (action === 'resume') sender?.send();
}

function openedOf(run: TrainingRun, request: TrainRequest, table: Table): TrainingOpened {
  const { exactLoss, exactCoefficients, spec, weightSpace } = run.parts;
  return {
    token: request.token,
    plan: shownPlan(run, request.settings, table.rowCount),
    formula: spec.formula,
    target: labelOfColumn(spec.target),
    fingerprint: table.fingerprint,
    names: run.coefficients().map(({ name }) => name),
    ...{ exactLoss, weightSpace },
    exact:
      exactCoefficients === null
        ? null
        : Float64Array.from(exactCoefficients, ({ estimate }) => estimate ?? Number.NaN),
  };
}
