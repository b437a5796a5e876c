import type { Noise, Simulation } from '../../../src/protocol/index.js';
import { fieldText, numberOf } from '../../predictionNumbers.js';

/** A field of the form: how it is written, and the simulation with what was typed; null where that is no number. */
export type SimulationField = {
  name: string;
  label: string;
  /** What stands at the right of the value. */
  note(simulation: Simulation): string;
  text(simulation: Simulation): string;
  read(text: string, simulation: Simulation): Simulation | null;
  /** Value and word of each, for a choice. */
  choices?: readonly (readonly [string, string])[];
  isShown?(simulation: Simulation): boolean;
};

const NOISE_WORDS: readonly (readonly [Noise, string])[] = [
  ['gaussian', 'Gaussian'],
  ['laplace', 'Laplace'],
  ['poisson', 'Poisson counts'],
];

export const SIMULATION_FIELDS: readonly SimulationField[] = [
  number('intercept', 'Intercept'),
  {
    name: 'weights',
    label: 'Weights',
    note: ({ weights }) => (weights.length === 1 ? '1 feature' : `${weights.length} features`),
    text: ({ weights }) => weights.map(fieldText).join(', '),
    read: (text, simulation) => {
      const weights = wordsOf(text).map(numberOf);
      return weights.length > 0 && weights.every((weight) => weight !== null)
        ? { ...simulation, weights }
        : null;
    },
  },
  {
    name: 'noise',
    label: 'Noise',
    note: () => '',
    text: ({ noise }) => noise,
    read: (text, simulation) => {
      const noise = NOISE_WORDS.find(([value]) => value === text)?.[0];
      return noise === undefined ? null : { ...simulation, noise };
    },
    choices: NOISE_WORDS,
  },
  {
    ...number('scale', 'Scale of the noise'),
    note: ({ noise }) => (noise === 'laplace' ? 'scale' : 'sd'),
    isShown: ({ noise }) => noise !== 'poisson',
  },
  number('rowCount', 'Rows'),
  {
    ...number('correlation', 'Correlation', 'of any two features'),
    isShown: ({ weights }) => weights.length > 1,
  },
  {
    ...number('outlierShare', 'Outliers', '% of the rows'),
    text: ({ outlierShare }) => fieldText(Number((100 * outlierShare).toPrecision(12))),
    read: (text, simulation) => {
      const percent = numberOf(text);
      return percent === null ? null : { ...simulation, outlierShare: percent / 100 };
    },
  },
  {
    ...number('outlierSize', 'Size of an outlier'),
    note: ({ noise }) => (noise === 'poisson' ? 'roots of its mean' : 'times the scale'),
    isShown: ({ outlierShare }) => outlierShare > 0,
  },
  number('seed', 'Seed'),
];

type NumberName = Exclude<keyof Simulation, 'weights' | 'noise'>;

function number(key: NumberName, label: string, note = ''): SimulationField {
  return {
    ...{ name: key, label },
    note: () => note,
    text: (simulation) => fieldText(simulation[key]),
    read: (text, simulation) => {
      const value = numberOf(text);
      return value === null ? null : { ...simulation, [key]: value };
    },
  };
}

/** What stands between commas, semicolons or spaces. */
function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== '');
}
