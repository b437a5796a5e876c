import type { FitDigest, RememberedFit } from '../protocol/index.js';

/** Fits that are remembered besides those the user keeps. */
const MOST_RECENT = 8;
const MOST_KEPT = 20;
/** Of all of them together: a snapshot holds them all. */
const MOST_COEFFICIENTS = 3000;

/** The fits of a panel's file, the newest last. Knows nothing of VS Code. */
export class FitHistory {
  private fits: readonly RememberedFit[] = [];
  private nextId = 1;

  get snapshot(): readonly RememberedFit[] {
    return this.fits;
  }

  /** Undefined where it is remembered no more. */
  get(id: number): RememberedFit | undefined {
    return this.fits.find((fit) => fit.id === id);
  }

  /** A fit that was made before becomes the newest, with its name. */
  note(digest: FitDigest, choices: RememberedFit['choices']): void {
    const key = keyOf({ digest, choices });
    const before = this.fits.find((fit) => keyOf(fit) === key);
    const fit = { ...(before ?? { id: this.nextId++, name: null, isKept: false }), digest, choices };
    this.fits = withRoom([...this.fits.filter((other) => other !== before), fit]);
  }

  keep(id: number, isKept: boolean): void {
    this.change(id, { isKept });
  }

  /** A fit with a name is kept; an empty one takes it away. */
  rename(id: number, name: string): void {
    const trimmed = name.trim();
    this.change(id, trimmed === '' ? { name: null } : { name: trimmed, isKept: true });
  }

  remove(id: number): void {
    this.fits = this.fits.filter((fit) => fit.id !== id);
  }

  /** Of another file none is of use. */
  clear(): void {
    this.fits = [];
  }

  /** Takes those of an earlier window. */
  restore(fits: readonly RememberedFit[]): void {
    this.fits = withRoom(fits);
    this.nextId = Math.max(0, ...fits.map(({ id }) => id)) + 1;
  }

  private change(id: number, change: Partial<RememberedFit>): void {
    this.fits = this.fits.map((fit) => (fit.id === id ? { ...fit, ...change } : fit));
  }
}

function keyOf({ digest, choices }: Pick<RememberedFit, 'digest' | 'choices'>): string {
  const { spec, fingerprint, confidence } = digest;
  const { references: _, ...others } = choices;
  return JSON.stringify([spec.formula, spec.factors, fingerprint, confidence, Object.entries(others).sort()]);
}

/** The oldest make room, first those that are not kept; the newest always stays. */
function withRoom(fits: readonly RememberedFit[]): readonly RememberedFit[] {
  let kept = fits;
  for (let oldest = nextToGo(kept); oldest !== undefined; oldest = nextToGo(kept))
    kept = kept.filter((fit) => fit !== oldest);
  return kept;
}

function nextToGo(fits: readonly RememberedFit[]): RememberedFit | undefined {
  const older = fits.slice(0, -1);
  const recent = older.filter(({ isKept }) => !isKept);
  const size = fits.reduce((sum, { digest }) => sum + digest.coefficients.length, 0);
  if (recent.length >= MOST_RECENT) return recent[0];
  if (older.length - recent.length >= MOST_KEPT) return older.find(({ isKept }) => isKept);
  return size > MOST_COEFFICIENTS ? (recent[0] ?? older[0]) : undefined;
}
