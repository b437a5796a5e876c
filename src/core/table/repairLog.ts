import type { Warning } from '../errors.js';
import type { LayoutGuess } from './guessLayout.js';
import type { IrregularRow } from './irregularRows.js';
import type { TableEnd } from './tableEnd.js';
import { longRowsWarning, RaggedRows, shortRowsWarning, unclosedQuoteWarning } from './tableWarnings.js';

type Repaired = Exclude<IrregularRow['repair'], null>;

/** Counts the rows put right, by what was done, and tells of them and of the lines that are no rows. */
export class RepairLog {
  private readonly rows = new Map<Repaired | 'repeated header', RaggedRows>();
  private unclosedLine: number | undefined;

  constructor(private readonly table: Pick<LayoutGuess, 'preamble' | 'layout'>) {}

  add({ repair, firstLine }: IrregularRow): void {
    if (repair === 'unclosed quote') this.unclosedLine = firstLine;
    if (repair !== null) this.rowsOf(repair).add(firstLine);
  }

  addRepeatedHeader(line: number): void {
    this.rowsOf('repeated header').add(line);
  }

  /** All there is to say, for a table of so many columns that ends where `end` says. */
  warnings(width: number, end: TableEnd): Warning[] {
    return [
      ...this.aboveWarning(),
      ...this.told('repeated header', 'csv/repeated-header', 'the header once more and are left out'),
      ...shortRowsWarning(this.rowsOf('padded'), width),
      ...longRowsWarning(this.rowsOf('cut off'), width),
      ...this.told(
        'quotes',
        'csv/stray-quotes',
        'quotes that are not closed or escaped; they are read as text',
      ),
      ...this.told('delimiter', 'csv/other-delimiter', 'another delimiter than the others'),
      ...this.told(
        'separators',
        'csv/separators',
        'a separator too many or too few; the cells are put where they fit',
      ),
      ...unclosedQuoteWarning(this.unclosedLine),
      ...belowWarning(end),
    ];
  }

  private rowsOf(repair: Repaired | 'repeated header'): RaggedRows {
    const known = this.rows.get(repair) ?? new RaggedRows();
    this.rows.set(repair, known);
    return known;
  }

  private told(repair: Repaired | 'repeated header', code: Warning['code'], what: string): Warning[] {
    const rows = this.rowsOf(repair);
    if (rows.count === 0) return [];
    const have = rows.count === 1 ? '1 row has' : `${rows.count} rows have`;
    return [{ code, message: `${have} ${what} (${rows.where}).` }];
  }

  private aboveWarning(): Warning[] {
    const { preamble, layout } = this.table;
    if (preamble.length === 0) return [];
    const lines = layout.preambleLines === 1 ? 'Line 1 is' : `Lines 1 to ${layout.preambleLines} are`;
    return [{ code: 'csv/preamble', message: `${lines} above the table and no part of it.` }];
  }
}

function belowWarning({ endLine, below }: TableEnd): Warning[] {
  if (endLine === null) return [];
  if (below === 'another table') {
    const message = `Another table starts on line ${endLine}; only the one above it is read.`;
    const hint = 'Move the other table to a file of its own to read it.';
    return [{ code: 'csv/several-tables', message, hint }];
  }
  return [{ code: 'csv/footnotes', message: `Line ${endLine} and what follows is no part of the table.` }];
}
