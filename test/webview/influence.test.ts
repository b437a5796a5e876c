import assert from 'node:assert/strict';
import type { FitReport } from '../../src/protocol/index.js';
import { FIRST_LISTED, listedRows, rowsLeftOut } from '../../webview/influenceRows.js';
import { FIRST_MODEL, type PanelModel } from '../../webview/state.js';
import { analysed } from './analysed.js';

describe('rows of the Influence view', () => {
  let report: FitReport;
  let model: PanelModel;
  before(async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i},${2 * i + ((i * 7919) % 13)}`);
    report = await analysed(`x,y\n${lines.join('\n')}\n`);
    model = { ...FIRST_MODEL, report };
  });
  const rowsOf = (marks: readonly number[]) => marks.map((mark) => report.marks.row[mark]!);

  it('are the most influential ones, and more on demand', () => {
    const { top } = report.influenceView;
    assert.deepEqual(listedRows(model), rowsOf(top.slice(0, FIRST_LISTED)));
    const long = { ...model, influence: { ...model.influence, isLong: true } };
    assert.deepEqual(listedRows(long), rowsOf(top));
  });

  it('are joined by those that were chosen elsewhere', () => {
    const other = rowsOf(report.influenceView.top).at(-1)!;
    const selected = { ...model, selectedLine: other + 2 };
    assert.deepEqual(listedRows(selected), [
      ...rowsOf(report.influenceView.top.slice(0, FIRST_LISTED)),
      other,
    ]);
  });

  it('leave the fit when ticked; else the selected one does, else the first', () => {
    const [first, second, third] = rowsOf(report.influenceView.top);
    assert.deepEqual(rowsLeftOut(model), [first]);
    assert.deepEqual(rowsLeftOut({ ...model, selectedLine: second! + 2 }), [second]);
    const ticked = { ...model.influence, ticked: [third!, first!] };
    assert.deepEqual(rowsLeftOut({ ...model, selectedLine: second! + 2, influence: ticked }), [third, first]);
  });

  it('are none before there is a fit', () => {
    assert.deepEqual([listedRows(FIRST_MODEL), rowsLeftOut(FIRST_MODEL)], [[], []]);
  });
});
