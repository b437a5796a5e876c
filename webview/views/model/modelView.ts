import { element } from '../../element.js';
import { Region } from '../../region.js';
import { isStale, type PanelModel } from '../../state.js';
import { assumedPart } from './assumedPart.js';
import { designPart } from './designPart.js';
import { equation } from './equation.js';
import { howMade } from './howMade.js';
import type { ModelActions } from './modelActions.js';
import { modelSettings } from './modelSettings.js';
import { neuronPicture } from './neuronPicture.js';
import { noisePart } from './noisePart.js';
import { rankDoctor } from './rankDoctor.js';
import { ridgePathPicture } from './ridgePathPicture.js';
import { varianceTables } from './varianceTable.js';

/** The model itself: its equation in words, the neuron it is, and how it was made. */
export class ModelView {
  readonly element = element('div', {
    ...{ id: 'view-model', role: 'tabpanel', class: 'view model-view' },
    'aria-labelledby': 'tab-model',
    'data-view': 'model',
  });
  private readonly regions: readonly Region<PanelModel>[];

  constructor(actions: ModelActions) {
    const host = (name: string) => element('div', { class: `${name}-host` });
    this.regions = [
      new Region(
        host('doctor'),
        ({ report, doctor }) => [report, doctor],
        ({ report, doctor }) => (report ? [rankDoctor(report, doctor, actions)] : []),
      ),
      new Region(
        host('model'),
        ({ report }) => [report],
        ({ report }) => (report ? [equation(report), neuronPicture(report)] : []),
      ),
      new Region(
        host('noise'),
        ({ report, likelihoods, snapshot }) => [report, likelihoods, isStale(snapshot)],
        (model) => (model.report ? [noisePart(model.report, model, actions)] : []),
      ),
      new Region(
        host('design'),
        ({ report, design, snapshot }) => [report, design, isStale(snapshot)],
        (model) => (model.report ? [designPart(model.report, model, actions)] : []),
      ),
      new Region(
        host('assumed'),
        ({ report, assumptions }) => [report, assumptions],
        (model) => (model.report ? [assumedPart(model.report, model, actions)] : []),
      ),
      new Region(
        host('settings'),
        ({ report, snapshot }) => [report, snapshot?.fitChoices.isExact],
        ({ report, snapshot }) =>
          report
            ? [
                ridgePathPicture(report),
                modelSettings(report, snapshot?.fitChoices ?? {}, actions),
                ...varianceTables(report),
                howMade(report, actions),
              ]
            : [],
      ),
    ];
    this.element.append(...this.regions.map((region) => region.element));
  }

  /** Built only while it is in sight. */
  update(model: PanelModel): void {
    this.element.hidden = model.view !== 'model';
    if (model.view === 'model') for (const region of this.regions) region.update(model);
  }
}
