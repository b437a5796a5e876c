import { featureNames, type Simulation, TARGET } from '../simulate/simulation.js';
import { formatExact, formatNumber } from './numbers.js';

/** The model as an equation, and how rows scatter about it: `y = 1 + 2 x1 - x2 + noise; noise normal, sd 1`. */
export function simulationEquation(simulation: Simulation): string {
  const { noise, scale } = simulation;
  const linear = linearWords(simulation);
  if (noise === 'poisson') return `log(mean of ${TARGET}) = ${linear}; ${TARGET} is Poisson with that mean`;
  if (scale === 0) return `${TARGET} = ${linear}, without noise`;
  const kind =
    noise === 'gaussian'
      ? `normal, sd ${formatExact(scale)}`
      : `Laplace, scale ${formatExact(scale)} (sd ${formatNumber(scale * Math.SQRT2)})`;
  return `${TARGET} = ${linear} + noise; noise: ${kind}`;
}

/** `1 + 2 x1 − x2`. */
function linearWords(simulation: Simulation): string {
  const { intercept, weights } = simulation;
  const names = featureNames(simulation);
  return weights.reduce((words, weight, k) => {
    const size = Math.abs(weight);
    const factor = size === 1 ? '' : `${formatExact(size)} `;
    return `${words} ${weight < 0 ? '\u2212' : '+'} ${factor}${names[k]}`;
  }, formatExact(intercept));
}
