/** A part of the page that is built again only when what it depends on has changed. */
export class Region<Model> {
  private last: readonly unknown[] | null = null;

  constructor(
    readonly element: HTMLElement,
    private readonly select: (model: Model) => readonly unknown[],
    private readonly build: (model: Model) => readonly (Node | string | null | undefined | false)[],
  ) {}

  update(model: Model): void {
    const now = this.select(model);
    const { last } = this;
    if (last !== null && now.every((value, i) => Object.is(value, last[i]))) return;
    this.last = now;
    const focused = this.focusedPart();
    const scrolled = this.element.firstElementChild?.scrollTop ?? 0;
    this.element.replaceChildren(
      ...this.build(model).filter((child): child is Node | string => Boolean(child)),
    );
    // A list that is made again stays where it was scrolled to.
    if (scrolled > 0) this.element.firstElementChild?.scrollTo({ top: scrolled });
    if (focused !== null)
      this.element.querySelector<HTMLElement>(`[data-part="${CSS.escape(focused)}"]`)?.focus();
  }

  /** A control that is built again must not lose the keyboard. */
  private focusedPart(): string | null {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || !this.element.contains(active)) return null;
    return active.dataset.part ?? null;
  }
}
