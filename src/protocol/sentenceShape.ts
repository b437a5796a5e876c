import type { Warning } from '../core/errors.js';
import type { Sentence, SentencePart } from '../core/words/sentence.js';
import { either, isCount, isString, isUndefined, listOf, oneOfOrNull, record } from './shape.js';

const isPart = either<[string, Exclude<SentencePart, string>]>(
  isString,
  either<[{ strong: string }, { line: number; lastLine: number }, { column: string }]>(
    record<{ strong: string }>({ strong: isString }),
    record<{ line: number; lastLine: number }>({ line: isCount, lastLine: isCount }),
    record<{ column: string }>({ column: isString }),
  ),
);
export const isSentence = record<Sentence>({ verdict: oneOfOrNull('good', 'look'), parts: listOf(isPart) });

export const isWarning = record<Warning>({
  // A code is checked as text only: an unknown one is still worth showing.
  code: isString as (value: unknown) => value is Warning['code'],
  message: isString,
  hint: either<[string, undefined]>(isString, isUndefined),
});
