import { type Dialect, GausslineError, isPartialDialect } from '../protocol/index.js';
import { matchesGlob } from './globPattern.js';

/** Fields a person may write into a setting; the byte-order mark is a matter of the file. */
const FIELDS = 'delimiter, quote, escape, decimal, thousands, hasHeader, encoding, missingTokens';

/**
 * What the setting `gaussline.dialects` says of a file: of several globs that match, a later one overrules an earlier
 * one, field by field.
 *
 * @param path of the file, with `/`, relative to its workspace folder where it has one.
 * @throws GausslineError `settings/invalid`.
 */
export function dialectFromSetting(value: unknown, path: string): Partial<Dialect> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(JSON.stringify(value));
  const matching = Object.entries(value).filter(([glob]) => matchesGlob(glob, path));
  return Object.assign({}, ...matching.map(([glob, dialect]) => checkedDialect(glob, dialect)));
}

function checkedDialect(glob: string, dialect: unknown): Partial<Dialect> {
  if (isPartialDialect(dialect)) return dialect;
  throw invalid(`${JSON.stringify(dialect)} for ${JSON.stringify(glob)}`);
}

function invalid(found: string): GausslineError {
  return new GausslineError(
    'settings/invalid',
    `The setting gaussline.dialects is ${found}; an object from globs to the fields ${FIELDS} was expected.`,
    'Set gaussline.dialects to something like { "**/*.csv": { "delimiter": ";", "decimal": "," } }.',
  );
}
