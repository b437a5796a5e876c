import type { Warning } from '../core/errors.js';
import { fitFormula, warningsOf } from '../core/fitFormula.js';
import { type ByteSource, memorySource } from '../core/table/byteSource.js';
import { readTable } from '../core/table/readTable.js';
import { fitToJson } from '../core/words/json.js';
import { fitSummary } from '../core/words/summary.js';
import { fileSource } from '../worker/fileSource.node.js';
import type { Command } from './commandLine.js';

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
  const fitted = await fitFormula(table, command.formula, { confidence });
  const warnings = [...(changed === null ? [] : [changed]), ...warningsOf(table, fitted)];
  return asJson
    ? `${JSON.stringify(fitToJson(fitted.fit, warnings), null, 2)}\n`
    : fitSummary(fitted.fit, { fileName: source.name, confidence, warnings });
}

type OpenSource = { source: ByteSource; changedSince(): Promise<Warning | null> };

async function openSource(file: string): Promise<OpenSource> {
  if (file === '-') return { source: await standardInput(), changedSince: async () => null };
  const source = await fileSource(file);
  return { source, changedSince: source.changedSince };
}

/** Held whole: a pipe cannot be read twice, and a wrong guess of the encoding starts again. */
async function standardInput(): Promise<ByteSource> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return memorySource('standard input', Buffer.concat(chunks));
}
