import { GausslineError } from '../core/errors.js';

/** For what the contract names and this version has not. */
export function notYet(what: string): GausslineError {
  return new GausslineError(
    'cli/usage',
    `${what} is not supported yet.`,
    'Leave it out: a Gaussian fit by least squares is what there is so far.',
  );
}

/** For an argument that makes no sense. */
export function usage(message: string): GausslineError {
  return new GausslineError('cli/usage', message, 'Run `gaussline --help` to see what there is.');
}
