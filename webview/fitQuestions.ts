import type { Channel, PanelHostSide, PanelSide } from '../src/protocol/index.js';
import { FitQuestion } from './fitQuestion.js';
import { isSoonFitted, type PanelAction, type PanelModel } from './state.js';

type Parts = {
  channel: Pick<Channel<PanelSide, PanelHostSide>, 'call'>;
  model(): PanelModel;
  dispatch(action: PanelAction): void;
  failed(error: unknown): void;
};

/** What is asked once about the fit on screen, where its answer is in sight. */
export function fitQuestions({ channel, model, dispatch, failed }: Parts) {
  return {
    assumptions: new FitQuestion({
      ...{ model, failed, of: ({ assumptions }) => assumptions },
      isWanted: ({ view, residualsTab }) =>
        (view === 'residuals' && residualsTab === 'charts') || view === 'model',
      call: () => channel.call('testAssumptions', null),
      change: (change) => dispatch({ kind: 'assumptions', change }),
    }),
    design: new FitQuestion({
      ...{ model, failed, of: ({ design }) => design },
      isWanted: ({ view, report }) => view === 'model' && report !== null && isSoonFitted(report),
      call: () => channel.call('designMatrix', null),
      change: (change) => dispatch({ kind: 'design', change }),
    }),
    likelihoods: new FitQuestion({
      ...{ model, failed, of: ({ likelihoods }) => likelihoods },
      // Each of the models is fitted for it.
      isWanted: ({ view, residualsTab, report }) =>
        (view === 'residuals' && residualsTab === 'likelihoods') ||
        (view === 'model' && report !== null && isSoonFitted(report)),
      call: () => channel.call('compareLikelihoods', null),
      change: (change) => dispatch({ kind: 'likelihoods', change }),
    }),
  };
}
