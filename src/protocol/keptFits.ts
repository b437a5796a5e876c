import type { DigestedCoefficient, FitDigest } from '../core/compare/fitDigest.js';
import { isSummary } from './fitShape.js';
import { isFitChoices } from './panelShape.js';
import type { RememberedFit } from './rememberedFit.js';
import { decodeKept, encodeKept } from './reportCodec.js';
import { isBoolean, isCount, isNumber, isString, listOf, orNull, record } from './shape.js';
import { isSpec } from './specShape.js';

const isDigest = record<FitDigest>({
  spec: isSpec,
  confidence: isNumber,
  summary: isSummary,
  coefficients: listOf(
    record<DigestedCoefficient>({
      name: isString,
      estimate: orNull(isNumber),
      standardError: orNull(isNumber),
    }),
  ),
  leftOutCount: isCount,
  fingerprint: isString,
});

const isRememberedFit = record<RememberedFit>({
  id: isCount,
  name: orNull(isString),
  isKept: isBoolean,
  choices: isFitChoices,
  digest: isDigest,
});

/** Remembered fits as JSON text for a panel's saved state; empty where they are too large. */
export function encodeFits(fits: readonly RememberedFit[]): string {
  return encodeKept(fits) ?? '';
}

/** What `encodeFits` wrote; none where it is damaged, or of another version. */
export function decodeFits(text: string): readonly RememberedFit[] {
  return decodeKept(text, listOf(isRememberedFit)) ?? [];
}
