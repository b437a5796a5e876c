/** A run of text, or a piece of it that a panel sets apart: an answer, a line that can be gone to, a column's name. */
export type SentencePart =
  | string
  | { strong: string }
  | { line: number; lastLine: number }
  | { column: string };

/** What good looks like, then what this file shows. The verdict chooses the sign before it; null shows none. */
export type Sentence = { verdict: 'good' | 'look' | null; parts: readonly SentencePart[] };
