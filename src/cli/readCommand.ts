import type { Warning } from '../core/errors.js';
import { cleanCsv } from '../core/table/cleanCsv.js';
import { readingToJson } from '../core/words/readingJson.js';
import { readingSummary } from '../core/words/readingSummary.js';
import { warningLines } from '../core/words/summary.js';
import type { Command } from './commandLine.js';
import { openSource } from './openSource.js';
import { write } from './output.js';
import { printable } from './printable.js';
import { useFile } from './useFile.js';

type ReadCommand = Command & { kind: 'read' };

/**
 * Tells what was read of a file and how: as a table for a person, or as JSON.
 *
 * @throws GausslineError every failure of the file.
 */
export async function readCommand(command: ReadCommand): Promise<string> {
  // Nothing is asked of the values: none are kept of a large file.
  const order = { reading: command.reading, memoryBudget: 0, model: undefined };
  return useFile(command.file, order, async ({ file, changed }) => {
    const warnings = changed === null ? file.table.warnings : [changed, ...file.table.warnings];
    const table = { ...file.table, warnings };
    return command.as === 'json'
      ? `${JSON.stringify(readingToJson(table), null, 2)}\n`
      : readingSummary(table);
  });
}

/**
 * Writes the table of a file to standard output as plain CSV, chunk by chunk; what there is to say goes to standard
 * error. Stops quietly where nobody reads any more.
 *
 * @throws GausslineError every failure of the file; `export/disk-full`, `export/not-writable`.
 */
export async function pourCsv(command: ReadCommand): Promise<void> {
  const { source } = await openSource(command.file);
  const chunks = cleanCsv(source, { dialect: command.reading.dialect });
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) {
      process.stderr.write(printable(textOf(value)));
      return;
    }
    if (!(await write(value))) {
      await chunks.return([]);
      return;
    }
  }
}

function textOf(warnings: readonly Warning[]): string {
  return warnings
    .flatMap(warningLines)
    .map((line) => `${line}\n`)
    .join('');
}
