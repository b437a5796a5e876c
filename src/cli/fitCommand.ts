import { fitFormula, warningsOf } from '../core/fitFormula.js';
import { readTable } from '../core/table/readTable.js';
import { fitToJson } from '../core/words/json.js';
import { fitSummary } from '../core/words/summary.js';
import { loadKernel } from '../worker/loadKernel.js';
import type { Command } from './commandLine.js';
import { openSource } from './openSource.js';

/**
 * Reads, fits and words the answer: JSON by the headless contract or a table for a person.
 *
 * @throws GausslineError every failure of the file, the formula or the fit.
 */
export async function fitCommand(command: Command & { kind: 'fit' }, asJson: boolean): Promise<string> {
  const { source, changedSince } = await openSource(command.file);
  const table = await readTable(source, { dialect: command.dialect });
  const changed = await changedSince();
  const { confidence } = command;
  const fitted = await fitFormula(table, command.formula, { confidence, loadKernel });
  const warnings = [...(changed === null ? [] : [changed]), ...warningsOf(table, fitted)];
  return asJson
    ? `${JSON.stringify(fitToJson(fitted.fit, warnings), null, 2)}\n`
    : fitSummary(fitted.fit, { fileName: source.name, confidence, warnings });
}
