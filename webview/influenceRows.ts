import type { FitReport } from '../src/protocol/index.js';
import type { PanelModel } from './state.js';

/** Rows listed before more are asked for. */
export const FIRST_LISTED = 8;

/** Marks in the list of the Influence view: the most influential, then those that were chosen besides, in file order. */
export function listedMarks({ report, influence, selectedLine }: PanelModel): number[] {
  if (report === null) return [];
  const { top } = report.influenceView;
  const first = influence.isLong ? top : top.slice(0, FIRST_LISTED);
  const ticked = influence.ticked.map((row) => report.marks.row.indexOf(row)).filter((mark) => mark >= 0);
  const selected = markOfLine(report, selectedLine);
  const besides = [...ticked, ...(selected === null ? [] : [selected])].sort((a, b) => a - b);
  return [...new Set([...first, ...besides])];
}

/** The same by their index in the file. */
export function listedRows(model: PanelModel): number[] {
  return listedMarks(model).map((mark) => model.report!.marks.row[mark]!);
}

/** Marks the fit is shown without: those that are ticked, else the selected one, else the most influential. */
export function marksLeftOut(model: PanelModel): number[] {
  const { report, influence, selectedLine } = model;
  if (report === null) return [];
  if (influence.ticked.length > 0) return influence.ticked.map((row) => report.marks.row.indexOf(row));
  const selected = markOfLine(report, selectedLine) ?? report.influenceView.top[0];
  return selected === undefined ? [] : [selected];
}

export function rowsLeftOut(model: PanelModel): number[] {
  return marksLeftOut(model).map((mark) => model.report!.marks.row[mark]!);
}

/** The mark whose row has this line; null for none. */
export function markOfLine(report: FitReport | null, line: number | null): number | null {
  if (!report || line === null) return null;
  const { firstLine, lastLine } = report.marks;
  const mark = firstLine.findIndex((first, i) => first <= line && line <= lastLine[i]!);
  return mark < 0 ? null : mark;
}
