/** A cell of a text table: text to the left, numbers to the right or by their decimal point. */
export type ColumnAlignment = 'left' | 'right' | 'point';

/** Lines of a table in fixed-width text: columns two spaces apart, as wide as their widest cell. */
export function textTable(
  rows: readonly (readonly string[])[],
  alignments: readonly ColumnAlignment[],
): string[] {
  const columns = alignments.map((alignment, k) => {
    const [head = '', ...cells] = rows.map((row) => row[k] ?? '');
    return aligned(head, cells, alignment);
  });
  return rows.map((_, i) =>
    columns
      .map((column) => column[i]!)
      .join('  ')
      .trimEnd(),
  );
}

function aligned(head: string, cells: readonly string[], alignment: ColumnAlignment): string[] {
  const padded = alignment === 'point' ? atPoint(cells) : cells;
  const width = Math.max(...[head, ...padded].map(widthOf));
  return [head, ...padded].map((cell) => {
    const space = ' '.repeat(width - widthOf(cell));
    return alignment === 'left' ? cell + space : space + cell;
  });
}

/** Fills up on the right, so that the points stand under each other. */
function atPoint(cells: readonly string[]): string[] {
  const tails = cells.map(
    (cell) => (/^[^\d]*[\d,]+/.exec(cell) ? cell.replace(/^[^\d]*[\d,]+/, '') : '').length,
  );
  const longest = Math.max(0, ...tails);
  return cells.map((cell, i) => cell + ' '.repeat(longest - tails[i]!));
}

/** Characters, not UTF-16 units. */
function widthOf(text: string): number {
  return [...text].length;
}
