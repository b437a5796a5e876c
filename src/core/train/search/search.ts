import { GausslineError } from '../../errors.js';
import { Generator } from '../random.js';
import { FIRST_TRIALS, promisingCandidate, spreadPoint } from './bayesianSearch.js';
import { gridCandidates } from './gridCandidates.js';
import { type Candidate, candidateAt, DIMENSIONS, type SearchSpace } from './searchSpace.js';
import type { SearchMethod, Trial } from './trial.js';

/** The same plan and the same losses give the same trials. */
export type SearchPlan = {
  method: SearchMethod;
  space: SearchSpace;
  /** Candidates to try, Auto's own settings not counted. */
  trials: number;
  seed: number;
};

/** Each takes a while, and each trial of a Bayesian search makes the choice of the next one longer. */
const MOST_TRIALS = 100;

/** @throws GausslineError `train/search` for a number of trials or a seed that no search can use. */
export function checkSearch({ trials, seed }: Pick<SearchPlan, 'trials' | 'seed'>): void {
  if (!Number.isSafeInteger(trials) || trials < 1 || trials > MOST_TRIALS)
    throw wrong(
      `${trials} trials were asked for; a whole number from 1 to ${MOST_TRIALS} is expected.`,
      '20',
    );
  if (!Number.isSafeInteger(seed)) throw wrong(`The seed is ${seed}; a whole number is expected.`, '1');
}

/** How many candidates a plan comes to: a grid may have fewer than were asked for. */
export function trialCount({ method, space, trials }: SearchPlan): number {
  return method === 'grid' ? gridCandidates(space, trials).length : trials;
}

/**
 * The candidate to try after some trials: a function of the plan and of what those came to, of nothing else, so that a
 * search can be left and gone on with. Trials stand in their order; one of number 0 is of Auto's own settings.
 */
export function nextCandidate(plan: SearchPlan, trials: readonly Trial[]): Candidate {
  const { method, space, seed } = plan;
  const done = trials.filter(({ number }) => number > 0).length;
  if (method === 'grid') return gridCandidates(space, plan.trials)[done]!;
  const generator = generatorOf(seed, done);
  const isBlind = done < FIRST_TRIALS || trials.every(({ loss }) => loss === null);
  if (method === 'bayesian' && !isBlind) return promisingCandidate(space, trials, generator);
  return candidateAt(
    space,
    method === 'bayesian' && done < FIRST_TRIALS
      ? spreadPoint(done, seed)
      : Array.from({ length: DIMENSIONS }, () => generator.unit()),
  );
}

/** A stream of its own for each trial. */
function generatorOf(seed: number, done: number): Generator {
  const seeds = new Generator(seed, 'search');
  for (let i = 0; i < done; i++) seeds.nextWord();
  return new Generator(seeds.nextWord(), 'search');
}

/** One search: what is to be tried, how it is measured and who hears of it. */
export type SearchJob = {
  plan: SearchPlan;
  /** Tried first, as trial 0; null for nothing. */
  auto: Candidate | null;
  /** Trials of the same plan, to go on from. */
  earlier: readonly Trial[];
  /** Trains a candidate: its loss, null where it diverged. */
  measure(candidate: Candidate): Promise<number | null>;
  /** Called after each trial with all of them. */
  report(trials: readonly Trial[]): void;
};

/** Tries candidates until there are as many as planned. What `measure` throws ends it; reported trials stand. */
export async function search({ plan, auto, earlier, measure, report }: SearchJob): Promise<readonly Trial[]> {
  const trials = [...earlier];
  const attempt = async (number: number, candidate: Candidate) => {
    const loss = await measure(candidate);
    trials.push({ number, candidate, state: loss === null ? 'diverged' : 'finished', loss });
    report([...trials]);
  };
  if (auto !== null && trials.length === 0) await attempt(0, auto);
  const total = trialCount(plan);
  for (let number = (trials.at(-1)?.number ?? 0) + 1; number <= total; number++)
    await attempt(number, nextCandidate(plan, trials));
  return trials;
}

function wrong(message: string, replacement: string): GausslineError {
  return new GausslineError('train/search', message, `Use ${replacement}.`, { replacement });
}
