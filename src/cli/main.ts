import packageJson from '../../package.json';
import { GausslineError } from '../core/errors.js';
import { asksForJson, type Command, readCommandLine } from './commandLine.js';
import { compareCommand } from './compareCommand.js';
import { fitCommand } from './fitCommand.js';
import { write } from './output.js';
import { predictCommand } from './predictCommand.js';
import { printable } from './printable.js';
import { pourCsv, readCommand } from './readCommand.js';
import { trainCommand } from './trainCommand.js';
import { USAGE } from './usage.js';

/** Runs one command line and returns the exit code: 0, 2 for what the user can mend, 1 for a bug. */
async function main(args: readonly string[]): Promise<number> {
  const asJson = asksForJson(args);
  try {
    await answer(args, asJson);
    return 0;
  } catch (error) {
    if (error instanceof GausslineError) return tell(error, asJson);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
}

async function answer(args: readonly string[], asJson: boolean): Promise<void> {
  const command = readCommandLine(args);
  if (command.kind === 'read' && command.as === 'csv') return pourCsv(command);
  if (command.kind === 'predict') return predictCommand(command, asJson);
  const text = await textOf(command, asJson);
  await write(asJson ? text : printable(text));
}

type Told = Exclude<Command, { kind: 'predict' }>;

async function textOf(command: Told, asJson: boolean): Promise<string> {
  if (command.kind === 'help') return USAGE;
  if (command.kind === 'version') return `${packageJson.version}\n`;
  if (command.kind === 'read') return readCommand(command);
  if (command.kind === 'compare') return compareCommand(command, asJson);
  return command.kind === 'train' ? trainCommand(command, asJson) : fitCommand(command, asJson);
}

function tell({ code, message, hint }: GausslineError, asJson: boolean): number {
  process.stderr.write(printable(`${code}: ${message}\n${hint === undefined ? '' : `${hint}\n`}`));
  if (asJson)
    process.stdout.write(`${JSON.stringify({ error: { code, message, hint: hint ?? null } }, null, 2)}\n`);
  return 2;
}

// Every write tells of its own failure; without this the stream would throw it once more.
process.stdout.on('error', () => undefined);

// Not process.exit: it would cut off what a pipe has not taken yet.
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
