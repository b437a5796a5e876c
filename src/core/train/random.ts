/**
 * The one generator behind every random choice of a training run or a simulation: xoshiro128** of Blackman and Vigna (2021), its state
 * filled by splitmix32 from the seed and the purpose. The same seed and purpose give the same numbers everywhere.
 */
export class Generator {
  private readonly state: Uint32Array;

  /** A stream of its own for each purpose, so that a change of one choice leaves the others as they were. */
  constructor(seed: number, purpose: Purpose) {
    // A seed is any safe integer: its low word, its high word, then the purpose are mixed in, one after the other.
    const high = Math.floor(seed / 2 ** 32);
    this.state = new Uint32Array(4);
    let mixed = 0;
    for (const word of [seed >>> 0, high >>> 0, PURPOSES.indexOf(purpose)]) mixed = splitmix32(mixed ^ word);
    for (let i = 0; i < 4; i++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      this.state[i] = splitmix32(mixed);
    }
  }

  /** Uniform over the integers 0 to 2^32 - 1. */
  nextWord(): number {
    const s = this.state;
    const result = Math.imul(rotateLeft(Math.imul(s[1]!, 5), 7), 9) >>> 0;
    const shifted = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= shifted;
    s[3] = rotateLeft(s[3]!, 11);
    return result;
  }

  /** Uniform over 0 to `end - 1`, without bias; `end` at most 2^32. */
  below(end: number): number {
    const reach = 2 ** 32 - (2 ** 32 % end);
    for (;;) {
      const word = this.nextWord();
      if (word < reach) return word % end;
    }
  }

  /** Uniform over [0, 1), 32 bits of it. */
  unit(): number {
    return this.nextWord() / 2 ** 32;
  }

  /** Standard normal, by the polar method (Marsaglia and Bray, 1964). */
  normal(): number {
    for (;;) {
      const a = 2 * this.unit() - 1;
      const b = 2 * this.unit() - 1;
      const square = a * a + b * b;
      if (square > 0 && square < 1) return a * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /** Chi squared with a whole number of degrees of freedom, at least 1 (Marsaglia and Tsang, 2000). */
  chiSquared(df: number): number {
    if (df === 1) return this.normal() ** 2;
    const d = df / 2 - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const z = this.normal();
      const cube = (1 + c * z) ** 3;
      if (cube > 0 && Math.log(1 - this.unit()) < (z * z) / 2 + d * (1 - cube + Math.log(cube)))
        return 2 * d * cube;
    }
  }

  /** Brings the values into a random order in place (Fisher and Yates), all orders alike. */
  shuffle(values: Uint32Array | Int32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const value = values[i]!;
      values[i] = values[j]!;
      values[j] = value;
    }
  }
}

export type Purpose =
  | 'split'
  | 'shuffle'
  | 'batches'
  | 'weights'
  | 'jitter'
  | 'features'
  | 'noise'
  | 'outliers'
  | 'ties'
  | 'bootstrap'
  | 'folds'
  | 'search';
/** The order is part of what a seed means: a new one goes to the end. */
const PURPOSES: readonly Purpose[] = [
  ...(['split', 'shuffle', 'batches', 'weights', 'jitter'] as const),
  ...(['features', 'noise', 'outliers', 'ties', 'bootstrap', 'folds', 'search'] as const),
];

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** The finaliser of splitmix32. */
function splitmix32(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
