import { decodeKept, encodeKept } from './reportCodec.js';
import { listOf, type Shape } from './shape.js';
import type { StudySnapshot } from './studyContract.js';
import { isStudySnapshot } from './studyShape.js';

/** More characters than this are not kept of all studies together. */
const MOST_CHARACTERS = 1_000_000;

const isAnything: Shape<unknown> = (value): value is unknown => value !== undefined;

/** Studies as JSON text for a panel's saved state. One that is too large is let go of, or that has nothing to show. */
export function encodeStudies(studies: readonly StudySnapshot[]): string {
  let room = MOST_CHARACTERS;
  const kept = studies.filter((study) => {
    if (study.outcome === null) return false;
    const length = encodeKept(study)?.length ?? Number.POSITIVE_INFINITY;
    const hasRoom = length <= room;
    if (hasRoom) room -= length;
    return hasRoom;
  });
  return encodeKept(kept) ?? '';
}

/** What `encodeStudies` wrote. A study that is damaged, or of a kind this version does not know, is left out. */
export function decodeStudies(text: string): readonly StudySnapshot[] {
  return (decodeKept(text, listOf(isAnything)) ?? []).filter(isStudySnapshot);
}
