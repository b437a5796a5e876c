import { GausslineError } from '../core/errors.js';

/** For an argument that makes no sense. */
export function usage(message: string): GausslineError {
  return new GausslineError('cli/usage', message, 'Run `gaussline --help` to see what there is.');
}
