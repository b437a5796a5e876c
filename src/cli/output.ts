import { GausslineError } from '../core/errors.js';

/** Says how writing ended: true, or false where the reader has closed the pipe, as `head` does when it has enough. */
export type Written = boolean;

/**
 * Writes to standard output and waits until it is taken.
 *
 * @throws GausslineError `export/disk-full`, `export/not-writable`.
 */
export function write(text: string | Uint8Array): Promise<Written> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error) resolve(true);
      else if ('code' in error && error.code === 'EPIPE') resolve(false);
      else reject(notWritten(error));
    });
  });
}

function notWritten(error: Error): GausslineError {
  if ('code' in error && error.code === 'ENOSPC') {
    const message = 'Standard output cannot be written: there is no space left on the device.';
    return new GausslineError('export/disk-full', message, 'Make room, or write to another place.');
  }
  const message = `Standard output cannot be written: ${error.message}.`;
  return new GausslineError('export/not-writable', message, 'Choose another place to write to.');
}
