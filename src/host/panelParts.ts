import type * as vscode from 'vscode';
import type { FitChoices, PanelSnapshot, ReadChoices, Simulation } from '../protocol/index.js';
import type { DismissedAdvice } from './dismissedAdvice.js';
import type { FitHistory } from './fitHistory.js';
import type { GpuCarrier } from './gpuCarrier.js';
import type { Predictions } from './predictions.js';
import type { Readings } from './readings.js';
import type { Report } from './report.js';
import type { Samples } from './samples.js';
import type { StudyState } from './studyState.js';
import type { TrainingOrders } from './trainingOrders.js';
import type { TrainingState } from './trainingState.js';
import type { Truths } from './truths.js';
import type { WorkerClient } from './workerClient.js';

/** What the rest of the host needs of a panel. */
export type Panel = {
  readonly file: vscode.Uri | undefined;
  readonly parts: PanelParts;
  readonly state: { cancel(): void };
  readonly training: Pick<TrainingState, 'steer' | 'setPace' | 'rename' | 'hide' | 'remove'>;
  readonly studies: Pick<StudyState, 'stop'>;
  readonly orders: Pick<TrainingOrders, 'train' | 'study' | 'plan'>;
  readonly predictions: Pick<Predictions, 'kit'>;
  readonly gpu: Pick<GpuCarrier, 'gpuPosted' | 'gpuLost'>;
  /** When the user asked for what is to be drawn next. */
  readonly askedAt: number;
  setFile(uri: vscode.Uri): void;
  fit(formula: string | null): Promise<void>;
  chooseModel(formula: string, choices: FitChoices): Promise<void>;
  read(choices: ReadChoices): Promise<void>;
  /** Null: all advice may be said again. */
  dismissAdvice(advice: string | null): Promise<void>;
  changeFits(change: (fits: FitHistory) => void): void;
  /** Writes the rows of the fit on screen with their diagnostics to a file that is asked for. */
  exportRows(): Promise<void>;
  standBeside(): void;
  close(): void;
};

/** What every panel shares. */
export type PanelParts = {
  extensionUri: vscode.Uri;
  worker: WorkerClient;
  report: Report;
  samples: Samples;
  readings: Readings;
  advice: DismissedAdvice;
  truths: Truths;
  nextToken(): number;
  onSnapshot(snapshot: PanelSnapshot): void;
  /** The page asks for another file, a sample, other columns, or the file as plain CSV. */
  openFile(panel: Panel): Promise<void>;
  openSample(panel: Panel, name: string): Promise<void>;
  chooseColumns(panel: Panel): Promise<void>;
  exportCsv(panel: Panel): Promise<void>;
  /** The page asks for the data of a simulation; false where no file was chosen for them. */
  simulate(panel: Panel, simulation: Simulation): Promise<boolean>;
  /** The page asks for a file to be predicted by its fit. */
  scoreCsv(panel: Panel): Promise<void>;
};
