import type { Warning, WarningCode } from '../errors.js';
import { plainNameOf } from '../model/designColumn.js';
import { binaryAdvice } from './binaryAdvice.js';
import { countAdvice } from './countAdvice.js';
import { identifierAdvice } from './identifierAdvice.js';
import { ordinalAdvice } from './ordinalAdvice.js';
import { positiveAdvice } from './positiveAdvice.js';
import { shareAdvice } from './shareAdvice.js';
import type { TargetFacts } from './targetFacts.js';
import { zerosAdvice } from './zerosAdvice.js';

/** The first that has something to say speaks; the narrower kinds come first. */
const KINDS = [identifierAdvice, binaryAdvice, countAdvice, shareAdvice, ordinalAdvice, positiveAdvice];

/**
 * Another model that the target of a Gaussian fit asks for, or what to watch where there is none: at most one piece of
 * advice. None of a fit that is perfect, or of a target that does not vary.
 */
export function targetAdvice(facts: Omit<TargetFacts, 'name'>): Warning[] {
  const { spec, summary, leftOut, rows } = facts;
  if (spec.family !== undefined || summary.rSquared === null) return [];
  const name = plainNameOf(spec.target);
  if (name === null) return [zerosAdvice(spec, leftOut, rows.actual)].filter((advice) => advice !== null);
  if (summary.isPerfectFit) return [];
  for (const advise of KINDS) {
    const advice = advise({ ...facts, name });
    if (advice !== null) return [advice];
  }
  return [];
}

/** True for what is no more than advice on the target. */
export function isAdvice(code: WarningCode): boolean {
  return code === 'fit/counts' || code.startsWith('advice/');
}
