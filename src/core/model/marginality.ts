import type { ModelSpec, Term } from './modelSpec.js';

/**
 * The terms that no other term builds on: `a` may not go while `a:b` stays, as in R's `drop.scope`. In the order of the
 * model.
 */
export function termsThatMayGo({ terms }: Pick<ModelSpec, 'terms'>): readonly Term[] {
  return terms.filter((term) => !terms.some((other) => buildsOn(other, term)));
}

/** True when the first has all variables of the second, and more. */
function buildsOn({ variables }: Term, part: Term): boolean {
  return (
    variables.length > part.variables.length &&
    part.variables.every((variable) => variables.includes(variable))
  );
}
