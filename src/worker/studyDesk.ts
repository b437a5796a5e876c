import { specOf } from '../core/fitFormula.js';
import { resolveFormula } from '../core/model/resolveFormula.js';
import type { Table } from '../core/table/table.js';
import { Throttle } from '../core/throttle.js';
import type { StudyOutcome, StudyProgress, StudyRequest } from '../protocol/studyContract.js';
import type { CarriedPorts } from './gpu/carriedPort.js';
import { loadKernel } from './loadKernel.js';
import { machineName } from './machine.node.js';
import { hyperparametersOf } from './shownPlan.js';
import { doStudy } from './studies.js';
import type { Turn } from './turn.js';
import { Work } from './work.js';

/** Ten announcements a second at most. */
const ANNOUNCE_EVERY_MS = 100;

/** Where studies are made, one at a time, on tables that are in memory. */
export class StudyDesk {
  constructor(
    private readonly announce: (progress: StudyProgress) => void,
    private readonly carriedPorts: Pick<CarriedPorts, 'open'>,
    private readonly turn: Turn,
  ) {}

  /**
   * `tableOf` is called once the desk is free.
   *
   * @throws GausslineError `train/already-running`; what the study throws; `cancelled`.
   */
  study(request: StudyRequest, tableOf: () => Promise<Table>, signal: AbortSignal): Promise<StudyOutcome> {
    const words = `An experiment on ${request.source.name}`;
    return this.turn.during(words, signal, async () => this.make(request, await tableOf(), signal));
  }

  private async make(request: StudyRequest, table: Table, signal: AbortSignal): Promise<StudyOutcome> {
    const { formula, references, settings, order, token, gpu } = request;
    const { checkpoint } = new Work(signal);
    const spec = await specOf(resolveFormula(formula, table, references), table, { checkpoint });
    // What starts processes takes long to load, and hardly a session trains.
    const { openGpuAt } = await import('./gpu/openGpu.node.js');
    const { addOnTfjsCpu } = await import('./gpu/tfjsCpu.node.js');
    const engineInPage = () => this.carriedPorts.open(token);
    const tell = teller(this.announce);
    const outcome = await doStudy(order.kind, order, {
      ...{ table, spec, loadKernel, checkpoint },
      hyperparameters: hyperparametersOf(settings, table.rowCount),
      backend: settings.backend ?? 'auto',
      openGpu: openGpuAt(gpu, { engineInPage, signal }),
      machine: { name: machineName(), addOnTfjsCpu },
      report: (done, total, now) =>
        tell({ token, done, total, fingerprint: table.fingerprint, outcome: now }),
    });
    this.announce({ token, done: 1, total: 1, fingerprint: table.fingerprint, outcome });
    return outcome;
  }
}

/** Lets through what comes long enough after the last one. */
function teller(announce: (progress: StudyProgress) => void): (progress: StudyProgress) => void {
  const throttle = new Throttle(ANNOUNCE_EVERY_MS);
  return (progress) => {
    if (throttle.passes()) announce(progress);
  };
}
