import { compareFits } from '../core/compare/compareFits.js';
import { digestOf, type FitDigest } from '../core/compare/fitDigest.js';
import { type FitRelation, isRelatable, relateFits } from '../core/compare/relateFits.js';
import type { Warning } from '../core/errors.js';
import { fitFormula, warningsOf } from '../core/fitFormula.js';
import { unusedReferences } from '../core/model/formulaWarnings.js';
import { comparisonSummary, comparisonToJson } from '../core/words/comparisonSummary.js';
import { warningLines } from '../core/words/summary.js';
import { wholePart } from '../worker/fitFor.js';
import { loadKernel } from '../worker/loadKernel.js';
import type { Command } from './commandLine.js';
import { type UsedFile, useFile } from './useFile.js';

type CompareCommand = Command & { kind: 'compare' };
type Fitted = { digest: FitDigest; warnings: readonly Warning[] };

/**
 * Fits two models to one file and sets them side by side: JSON by the headless contract or tables for a person.
 *
 * @throws GausslineError every failure of the file, a formula or a fit.
 */
export async function compareCommand(command: CompareCommand, asJson: boolean): Promise<string> {
  const { reading, memoryBudget, isExact, models, references, modelling } = command;
  const model = { formula: models[0], references, ...modelling, isExact };
  const order = { reading, memoryBudget, model };
  return useFile(command.file, order, async (used) => {
    const first = await fitted(used, command, models[0]);
    const second = await fitted(used, command, models[1]);
    const fits = [first.digest, second.digest] as const;
    const comparison = compareFits(...fits, await relationOf(used, ...fits));
    const warnings = toldOnce([
      ...(used.changed === null ? [] : [used.changed]),
      ...first.warnings,
      ...second.warnings,
    ]);
    if (asJson) {
      const told = warnings.map(({ code, message }) => ({ code, message }));
      return `${JSON.stringify({ ...comparisonToJson(fits, comparison), warnings: told }, null, 2)}\n`;
    }
    const text = comparisonSummary(fits, comparison, used.file.table.name);
    const lines = warnings.flatMap(warningLines);
    return lines.length === 0 ? text : `${text}\n${lines.join('\n')}\n`;
  });
}

async function fitted(
  { file, work }: UsedFile,
  { references, modelling, lambda, covariance, confidence, isExact }: CompareCommand,
  formula: string,
): Promise<Fitted> {
  const { table } = file;
  const made = await file.ask(work, (parts) =>
    fitFormula(table, formula, {
      ...{ references, ...modelling, lambda, covariance, confidence, isExact },
      ...{ loadKernel, parts },
    }),
  );
  const warnings = [...unusedReferences(references, made.fit.spec), ...warningsOf(table, made)];
  return { digest: digestOf(made.fit, table.fingerprint), warnings };
}

async function relationOf(
  { file, work }: UsedFile,
  first: FitDigest,
  second: FitDigest,
): Promise<FitRelation | null> {
  if (!isRelatable(first, second)) return null;
  const { table } = file;
  return file.ask(work, (parts) =>
    relateFits(parts ?? [wholePart(table)], first, second, { rowCount: table.rowCount }),
  );
}

/** Both fits tell of the file. */
function toldOnce(warnings: readonly Warning[]): Warning[] {
  return [...new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()];
}
