/** A decimal literal with a point, as `NumberReader` reads it; for guessing, where speed does not matter. */
export const POINT_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A decimal literal with a comma. */
export const COMMA_NUMBER = /^[+-]?(?:\d+,?\d*|,\d+)(?:e[+-]?\d+)?$/i;

/** Groups of thousands, at least two separators or a point after them: no decimal comma looks so. */
export const SURE_THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d*)?|,\d{3}\.\d*)$/;

/** One comma with exactly three digits behind and one to three before it: a thousand, or a decimal comma. */
export const THOUSANDS_OR_DECIMALS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/** The same with points for the groups and a comma behind them. */
export const SURE_POINT_THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d*)?|\.\d{3},\d*)$/;

/** The same with spaces or apostrophes for the groups, which leave the decimal mark in no doubt. */
export const SPACED_COMMA = /^[+-]?\d{1,3}(?:[ ']\d{3})+,\d*$/;
export const SPACED_POINT = /^[+-]?\d{1,3}(?:[ ']\d{3})+\.\d*$/;

/** Numbers in groups of three digits with this mark between them. */
export function groupedBy(mark: string, decimal: string): RegExp {
  const group = mark === '.' ? '\\.' : mark;
  return new RegExp(`^[+-]?\\d{1,3}(?:${group}\\d{3})+(?:${decimal === '.' ? '\\.' : decimal}\\d*)?$`);
}
