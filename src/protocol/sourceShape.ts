import type { CellPreview, ColumnSummary, SourceSummary } from '../core/report.js';
import { COLUMN_KINDS } from '../core/table/readChoices.js';
import { isDialect, isDialectNote, isLayout } from './readingShape.js';
import {
  either,
  isCount,
  isNull,
  isNumber,
  isString,
  isUndefined,
  listOf,
  oneOf,
  oneOfOrNull,
  orNull,
  record,
} from './shape.js';

const isPreview = record<CellPreview>({
  raw: isString,
  read: either<[number, string, null]>(isNumber, isString, isNull),
});
const isColumn = record<ColumnSummary>({
  name: isString,
  label: isString,
  unit: orNull(isString),
  kind: oneOf(...COLUMN_KINDS),
  form: oneOfOrNull('plain', 'percent', 'currency', 'date', 'boolean'),
  firstDay: orNull(isString),
  missingCount: isCount,
  oddCount: isCount,
  distinctCount: orNull(isCount),
  shape: orNull(listOf(isCount)),
  preview: listOf(isPreview),
});
export const isSource = record<SourceSummary>({
  name: isString,
  dialect: isDialect,
  layout: isLayout,
  notes: listOf(isDialectNote),
  rowCount: isCount,
  byteCount: isCount,
  fingerprint: isString,
  headerLine: either<[number, undefined]>(isCount, isUndefined),
  columns: listOf(isColumn),
});
