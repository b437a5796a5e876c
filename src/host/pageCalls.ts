import type * as vscode from 'vscode';
import {
  GausslineError,
  type Handlers,
  isCompareArgs,
  isDoctorArgs,
  isLineTextArgs,
  isLossSurfaceArgs,
  isPredictRowArgs,
  isRowOfLineArgs,
  isRowsArgs,
  isSimulationArgs,
  type PanelHostSide,
  type PanelSnapshot,
  type Shape,
} from '../protocol/index.js';
import type { Comparisons } from './comparisons.js';
import type { FitQuestions } from './fitQuestions.js';
import { lineText } from './goToLines.js';
import type { Panel } from './panelParts.js';
import type { Predictions } from './predictions.js';
import type { RankDoctor } from './rankDoctor.js';
import type { TrainingState } from './trainingState.js';

/** A panel with what answers its page. */
export type AnsweringPanel = Panel & {
  readonly file: vscode.Uri | undefined;
  readonly training: Pick<TrainingState, 'lossSurface'>;
  readonly predictions: Predictions;
  readonly questions: FitQuestions;
  readonly comparisons: Comparisons;
  readonly doctor: RankDoctor;
  greet(): Promise<PanelSnapshot>;
};

/** What the host answers when a page asks. One entry per call; what is not as agreed is refused. */
export function pageCalls(panel: AnsweringPanel): Handlers<PanelHostSide> {
  const { parts, training, predictions, questions, comparisons, doctor } = panel;
  return {
    ready: () => panel.greet(),
    lineText: async (args) => {
      const range = checked('lineText', args, isLineTextArgs);
      return panel.file === undefined ? null : lineText(panel.file, range);
    },
    doctor: async (args) => doctor.ask(checked('doctor', args, isDoctorArgs)),
    compareFits: async (args) => {
      const { first, second } = checked('compareFits', args, isCompareArgs);
      return comparisons.compare(first, second);
    },
    openPrediction: async () => predictions.open(),
    predictRow: async (args) => predictions.predictRow(checked('predictRow', args, isPredictRowArgs).row),
    predictEmptyRows: async () => predictions.emptyRows(),
    rowOfLine: async (args) => predictions.rowOfLine(checked('rowOfLine', args, isRowOfLineArgs).line),
    lossSurface: async (args) => {
      const { token, pair } = checked('lossSurface', args, isLossSurfaceArgs);
      return training.lossSurface(token, pair);
    },
    previewSimulation: async (args) =>
      parts.worker.call('previewSimulation', checked('previewSimulation', args, isSimulationArgs)),
    simulate: async (args) => parts.simulate(panel, checked('simulate', args, isSimulationArgs).simulation),
    describeRows: async (args) => questions.describe(checked('describeRows', args, isRowsArgs).rows),
    testAssumptions: async () => questions.assumptions(),
    compareLikelihoods: async () => questions.likelihoods(),
    designMatrix: async () => questions.designMatrix(),
    fitWithout: async (args) => questions.without(checked('fitWithout', args, isRowsArgs).rows),
  };
}

/** @throws GausslineError `panel/invalid-message` */
function checked<T>(name: string, args: unknown, isRight: Shape<T>): T {
  if (isRight(args)) return args;
  const message = `The panel asked \`${name}\` in a way that is not as agreed; it was not answered.`;
  throw new GausslineError('panel/invalid-message', message, 'Close the panel and run the command again.');
}
