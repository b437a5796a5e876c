import type { TopLevelSpec } from 'vega-lite';
import { writeCsv } from '../../src/protocol/index.js';
import type { PlottedColumn } from '../charts/picture.js';
import { pngOf, svgOf } from '../draw.js';
import type { ViewContext } from './context.js';
import { dataTable } from './dataTable.js';
import type { MenuItem } from './menu.js';

/** What a chart's menu needs of it. */
export type MenuChart = {
  name: string;
  /** The file the chart is of. */
  sourceName(): string;
  label: string;
  /** Where the table is shown. */
  host(): HTMLElement;
  context: ViewContext;
  /** The same chart, drawn for a file. */
  spec(): TopLevelSpec;
  columns(): PlottedColumn[];
};

/** Save as SVG, as PNG, the data as CSV, or show it as a table: the same for every chart. */
export function chartMenu(chart: MenuChart): MenuItem[] {
  const { name, context } = chart;
  const save = (extension: string, make: () => Promise<string | Uint8Array>) => () => {
    const file = `${chart.sourceName().replace(/\.[^.]*$/, '')}-${name}.${extension}`;
    make().then((content) => context.save(file, content), context.failed);
  };
  const ground = () => context.palette().ground;
  return [
    { label: 'Save as SVG', part: 'save-svg', run: save('svg', () => svgOf(chart.spec(), ground())) },
    { label: 'Save as PNG', part: 'save-png', run: save('png', () => pngOf(chart.spec(), ground())) },
    {
      label: 'Save data as CSV',
      part: 'save-csv',
      run: save('csv', async () => writeCsv(chart.columns())),
    },
    { label: 'Show as table', part: 'show-table', run: () => toggleTable(chart) },
  ];
}

function toggleTable({ host, columns, label }: MenuChart): void {
  const shown = host().querySelector('.data-table');
  if (shown) {
    shown.remove();
    return;
  }
  const table = dataTable(columns(), `Data of: ${label}`);
  host().append(table);
  table.focus();
}
