import packageJson from '../../package.json';
import { GausslineError } from '../core/errors.js';
import { asksForJson, readCommandLine } from './commandLine.js';
import { fitCommand } from './fitCommand.js';
import { printable } from './printable.js';
import { trainCommand } from './trainCommand.js';
import { USAGE } from './usage.js';

/** Runs one command line and returns the exit code: 0, 2 for what the user can mend, 1 for a bug. */
async function main(args: readonly string[]): Promise<number> {
  const asJson = asksForJson(args);
  try {
    process.stdout.write(await answer(args, asJson));
    return 0;
  } catch (error) {
    if (error instanceof GausslineError) return tell(error, asJson);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
}

async function answer(args: readonly string[], asJson: boolean): Promise<string> {
  const command = readCommandLine(args);
  if (command.kind === 'help') return USAGE;
  if (command.kind === 'version') return `${packageJson.version}\n`;
  const text = await (command.kind === 'train' ? trainCommand(command, asJson) : fitCommand(command, asJson));
  return asJson ? text : printable(text);
}

function tell({ code, message, hint }: GausslineError, asJson: boolean): number {
  process.stderr.write(printable(`${code}: ${message}\n${hint === undefined ? '' : `${hint}\n`}`));
  if (asJson)
    process.stdout.write(`${JSON.stringify({ error: { code, message, hint: hint ?? null } }, null, 2)}\n`);
  return 2;
}

// A reader that has seen enough, such as `head`, closes the pipe: not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// Not process.exit: it would cut off what a pipe has not taken yet.
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
