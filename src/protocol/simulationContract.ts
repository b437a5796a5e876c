import type { Simulation } from '../core/simulate/simulation.js';

/** What a simulation would make. */
export type SimulationPreview = {
  equation: string;
  columns: readonly string[];
  /** The first few. */
  rows: readonly (readonly number[])[];
};

/** `target`: where to write it; null to get it as text. */
export type SimulateRequest = { simulation: Simulation; target: string | null; token: number };

/** `text` is null where it was written. The fingerprint is that of the same bytes once they are read. */
export type Simulated = { text: string | null; fingerprint: string; rowCount: number };
