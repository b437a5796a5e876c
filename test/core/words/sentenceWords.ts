import type { Sentence } from '../../../src/core/words/sentence.js';

/** A sentence as plain text; a line by its number. */
export function sentenceWords({ parts }: Sentence): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('strong' in part) return part.strong;
      return 'column' in part ? part.column : `line ${part.line}`;
    })
    .join('');
}
