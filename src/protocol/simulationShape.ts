import { NOISES, type Simulation } from '../core/simulate/simulation.js';
import { isNumber, listOf, oneOf, record } from './shape.js';

/** True for the settings of a simulation. Whether they make sense is for `checkSimulation` to say. */
export const isSimulation = record<Simulation>({
  rowCount: isNumber,
  intercept: isNumber,
  weights: listOf(isNumber),
  noise: oneOf(...NOISES),
  scale: isNumber,
  correlation: isNumber,
  outlierShare: isNumber,
  outlierSize: isNumber,
  seed: isNumber,
});
