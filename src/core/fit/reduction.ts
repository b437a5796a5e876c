import type { Moments } from './moments.js';
import type { Triangle } from './triangle.js';

/** All that a solution needs of the rows of a part, in a frame. Plain data; merges in file order. */
export type Reduction = { triangle: Triangle; moments: Moments };
