import { activeRun, type PanelModel } from '../../state.js';

/** Why no study can begin now; null where one can. */
export function hindrance(model: PanelModel): string | null {
  if (model.snapshot?.phase.kind === 'working') return 'Waits for the fit';
  if (activeRun(model) !== null) return 'Waits for the run that is under way';
  const isBusy = model.snapshot?.studies.some(({ state }) => state === 'running') ?? false;
  return isBusy ? 'Waits for the experiment that is under way' : null;
}
