/** Which marks are lit, in every chart alike: indices into the report's mark table, null for none. */
export type Lit = { hovered: number | null; selected: number | null; cursor: number | null };

/** Holds what is lit and tells the charts. Hovering is too frequent for the panel's own state. */
export class Spotlight {
  private lit: Lit = { hovered: null, selected: null, cursor: null };
  private readonly listeners = new Set<(lit: Lit) => void>();

  get now(): Lit {
    return this.lit;
  }

  set(change: Partial<Lit>): void {
    const next = { ...this.lit, ...change };
    if (
      next.hovered === this.lit.hovered &&
      next.selected === this.lit.selected &&
      next.cursor === this.lit.cursor
    )
      return;
    this.lit = next;
    for (const listener of this.listeners) listener(next);
  }

  /** Returns how to stop listening. */
  listen(listener: (lit: Lit) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
