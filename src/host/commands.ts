import * as vscode from 'vscode';
import type { FitPanels } from './fitPanels.js';
import type { Report } from './report.js';
import { askForFile, resourceUri } from './resourceUri.js';

type Command = (panels: FitPanels, argument: unknown) => Promise<void> | void;

/** Every command, by the id `package.json` gives it. */
const COMMANDS: Readonly<Record<string, Command>> = {
  'gaussline.fitLinearRegression': (panels, argument) => withFile(panels, argument, (uri) => panels.fit(uri)),
  'gaussline.fitLinearRegressionWith': (panels, argument) =>
    withFile(panels, argument, (uri) => panels.fitWith(uri)),
  'gaussline.train': (panels, argument) => withFile(panels, argument, (uri) => panels.train(uri)),
  'gaussline.benchmarkVectorization': (panels, argument) =>
    withFile(panels, argument, (uri) => panels.benchmark(uri)),
  'gaussline.exportCleanCsv': (panels, argument) =>
    withFile(panels, argument, (uri) => panels.exportCsv(uri)),
  'gaussline.simulate': (panels) => panels.showSimulation(),
  'gaussline.showPanel': (panels) => panels.showEmpty(),
};

/** Registers them all. A failure that no panel shows is a notification. */
export function registerCommands(panels: FitPanels, report: Report): vscode.Disposable[] {
  return Object.entries(COMMANDS).map(([id, run]) =>
    vscode.commands.registerCommand(id, async (argument: unknown) => {
      try {
        await run(panels, argument);
      } catch (error) {
        report.notify(error);
      }
    }),
  );
}

/** From a panel with the focus the command is about that panel's file. */
async function withFile(
  panels: FitPanels,
  argument: unknown,
  use: (uri: vscode.Uri) => Promise<void>,
): Promise<void> {
  const uri = resourceUri(argument) ?? panels.active?.file ?? (await askForFile());
  if (uri !== undefined) await use(uri);
}
