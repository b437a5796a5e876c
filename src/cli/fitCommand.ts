import { testAssumptions } from '../core/assumptions.js';
import { fitFormula, warningsOf } from '../core/fitFormula.js';
import { compareLikelihoods } from '../core/likelihood/compareLikelihoods.js';
import { unusedReferences } from '../core/model/formulaWarnings.js';
import { measuredCsv } from '../core/rowMeasures.js';
import { assumptionLines, assumptionsJson } from '../core/words/assumptionTable.js';
import { fitToJson } from '../core/words/json.js';
import { likelihoodLines, likelihoodsJson } from '../core/words/likelihoodTable.js';
import { fitSummary } from '../core/words/summary.js';
import { checkRowMemory, refuseSameFile } from '../worker/exportRows.js';
import { wholePart } from '../worker/fitFor.js';
import { loadKernel } from '../worker/loadKernel.js';
import { writeWholeFile } from '../worker/wholeFile.node.js';
import type { Command } from './commandLine.js';
import { useFile } from './useFile.js';

/**
 * Reads, fits and words the answer: JSON by the headless contract or a table for a person.
 *
 * @throws GausslineError every failure of the file, the formula or the fit.
 */
export async function fitCommand(command: Command & { kind: 'fit' }, asJson: boolean): Promise<string> {
  const { confidence, covariance, lambda, bootstrap, reading, formula, memoryBudget, isExact } = command;
  const choices = { references: command.references, ...command.modelling };
  const model = { formula, ...choices, isExact };
  const order = { reading, memoryBudget, model };
  const { rows } = command;
  if (rows !== null) await refuseSameFile(command.file, rows);
  return useFile(command.file, order, async ({ file, work, changed, source }) => {
    const { table } = file;
    if (rows !== null) checkRowMemory(table.rowCount, memoryBudget);
    const fitted = await file.ask(work, (parts) =>
      fitFormula(table, formula, {
        ...{ ...choices, confidence, covariance, lambda, bootstrap, isExact },
        ...{ loadKernel, parts, markLimit: rows === null ? undefined : Number.POSITIVE_INFINITY },
      }),
    );
    if (rows !== null) await writeWholeFile(rows, measuredCsv(source, { table, fit: fitted.fit }));
    const warnings = [
      ...(changed === null ? [] : [changed]),
      ...unusedReferences(command.references, fitted.fit.spec),
      ...warningsOf(table, fitted),
    ];
    const tests = command.testsAssumptions
      ? await file.ask(work, (parts) => testAssumptions(fitted.fit, parts ?? [wholePart(table)]))
      : null;
    const { references } = choices;
    const comparison = command.comparesLikelihoods
      ? await file.ask(work, (parts) =>
          compareLikelihoods(fitted.fit, table, { parts, references, isExact, loadKernel }),
        )
      : null;
    if (asJson) {
      const json = {
        ...fitToJson(fitted.fit, warnings),
        ...(tests === null ? {} : { assumptions: assumptionsJson(tests) }),
        ...(comparison === null ? {} : { likelihoods: likelihoodsJson(comparison) }),
      };
      return `${JSON.stringify(json, null, 2)}\n`;
    }
    const summary = fitSummary(fitted.fit, { fileName: table.name, confidence, warnings });
    const more = [tests && assumptionLines(tests), comparison && likelihoodLines(comparison)];
    return [summary, ...more.flatMap((lines) => (lines === null ? [] : `${lines.join('\n')}\n`))].join('\n');
  });
}
