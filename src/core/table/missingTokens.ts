import type { NumberReader } from './numberReader.js';

/** Which cells hold no value: the empty ones and those that spell a missing token, without regard to case. */
export class MissingTokens {
  /** No cell longer than this, in UTF-8 bytes, can be a token. */
  readonly mostBytes: number;
  /** True when a token is also a number (`-999`): then numbers have to be looked at too. */
  readonly includeNumbers: boolean;
  private readonly tokens: ReadonlySet<string>;
  /** Characters; no text has fewer in lower case. */
  private readonly longest: number;

  constructor(tokens: readonly string[], numbers: NumberReader) {
    const trimmed = tokens.map((token) => token.trim());
    this.tokens = new Set(['', ...trimmed.map((token) => token.toLowerCase())]);
    // Another case of a character can be longer in UTF-8, by a factor of three at most.
    this.longest = Math.max(...[...this.tokens].map((token) => token.length));
    this.mostBytes = this.longest * 3;
    this.includeNumbers = trimmed.some((token) => !Number.isNaN(numbers.readText(token)));
  }

  /** `text` without spaces around it. */
  has(text: string): boolean {
    return text.length <= this.longest && this.tokens.has(text.toLowerCase());
  }
}
