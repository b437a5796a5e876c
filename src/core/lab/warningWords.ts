import type { Warning } from '../errors.js';

/** Warnings at the end of a sentence, each with what can be done. */
export function warningWords(warnings: readonly Warning[]): string {
  return warnings.map(({ message, hint }) => ` ${message}${hint === undefined ? '' : ` ${hint}`}`).join('');
}
