import type { Warning } from '../core/errors.js';
import { modelOf, specOf } from '../core/fitFormula.js';
import { readTable } from '../core/table/readTable.js';
import { openTraining } from '../core/train/openTraining.js';
import { warningLines } from '../core/words/summary.js';
import { trainingToJson } from '../core/words/trainingJson.js';
import { trainingSummary } from '../core/words/trainingSummary.js';
import { openGpuAt } from '../worker/gpu/openGpu.node.js';
import { tableLeavingOut } from '../worker/leftOutRows.js';
import { loadKernel } from '../worker/loadKernel.js';
import type { Command } from './commandLine.js';
import { openSource } from './openSource.js';
import { printable } from './printable.js';

/** A terminal has no page. */
const openGpu = openGpuAt({ runtime: 'node', nodePath: null, hasPage: false });

/**
 * Reads, trains and words the answer: JSON by the headless contract or a table for a person.
 *
 * @throws GausslineError every failure of the file, the formula, the settings or the training.
 */
export async function trainCommand(command: Command & { kind: 'train' }, asJson: boolean): Promise<string> {
  const { source, changedSince } = await openSource(command.file);
  const { dialect, without } = command.reading;
  const table = tableLeavingOut(await readTable(source, { dialect }), without);
  const changed = await changedSince();
  const { plan } = modelOf(table, command.formula, { references: command.references });
  const spec = await specOf(plan, table);
  const run = await openTraining(table, spec, { ...command.request, loadKernel, openGpu });
  const result = await run.run();
  if (asJson) {
    tellOfGpu(result.warnings);
    return `${JSON.stringify(trainingToJson(result), null, 2)}\n`;
  }
  const warnings = [
    ...(changed === null ? [] : [changed]),
    ...table.warnings,
    ...plan.warnings,
    ...result.warnings,
  ];
  return trainingSummary(run.parts, result, { fileName: source.name, warnings });
}

/** The contract has no place for warnings, but who asked for a GPU must hear that none trained. */
function tellOfGpu(warnings: readonly Warning[]): void {
  const isTold = ({ code }: Warning) => code === 'train/gpu-not-available' || code === 'train/gpu-lost';
  for (const line of warnings.filter(isTold).flatMap(warningLines))
    process.stderr.write(printable(`${line}\n`));
}
