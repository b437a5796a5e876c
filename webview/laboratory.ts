import type { StudyKind, StudySnapshot } from '../src/protocol/index.js';

/** The last study of a kind; null where there is none. */
export function studyOf<K extends StudyKind>(
  studies: readonly StudySnapshot[],
  kind: K,
): StudySnapshot<K> | null {
  const isOfKind = (study: StudySnapshot): study is StudySnapshot<K> => study.kind === kind;
  return studies.find(isOfKind) ?? null;
}

/** The studies with what is new of one. */
export function withStudy(studies: readonly StudySnapshot[], study: StudySnapshot): readonly StudySnapshot[] {
  return [...studies.filter(({ kind }) => kind !== study.kind), study];
}
