import type { FitChoices, FitReport } from '../../src/protocol/index.js';
import type { Spotlight } from '../spotlight.js';
import type { Palette } from '../theme.js';
import type { HoverCard } from './hoverCard.js';
import type { Lines } from './lines.js';

/** What a view may do. Views never see the channel. */
export type ViewContext = {
  spotlight: Spotlight;
  card: HoverCard;
  /** The colours of the theme that is on now. */
  palette(): Palette;
  goToLines(lines: Lines, takeFocus: boolean): void;
  /** Marks a row as chosen, in the panel and in what survives a reload; null for none. */
  select(report: FitReport, mark: number | null): void;
  /** Settles something about the model, and fits again. References of other factors stay. */
  choose(change: FitChoices): void;
  save(suggestedName: string, content: string | Uint8Array): void;
  lineText(lines: Lines): Promise<string | null>;
  /** A failure inside the panel, for the log. */
  failed(error: unknown): void;
};
