import type * as vscode from 'vscode';
import { isSimulation, type Simulation } from '../protocol/index.js';

const KEY = 'truths';
/** The oldest are let go of. */
const MOST = 50;

type Truth = { fingerprint: string; simulation: Simulation };

/** What simulated data were made with, by their fingerprint: they may be saved, renamed or opened in another window. */
export class Truths {
  constructor(private readonly memory: vscode.Memento) {}

  /** Null for data that were not simulated here, or have been edited since. */
  of(fingerprint: string): Simulation | null {
    return this.all().find((truth) => truth.fingerprint === fingerprint)?.simulation ?? null;
  }

  async remember(fingerprint: string, simulation: Simulation): Promise<void> {
    const others = this.all().filter((truth) => truth.fingerprint !== fingerprint);
    await this.memory.update(KEY, [...others, { fingerprint, simulation }].slice(-MOST));
  }

  private all(): readonly Truth[] {
    const kept = this.memory.get<unknown>(KEY);
    return Array.isArray(kept) ? kept.filter(isTruth) : [];
  }
}

function isTruth(value: unknown): value is Truth {
  if (typeof value !== 'object' || value === null) return false;
  const { fingerprint, simulation } = value as Partial<Record<keyof Truth, unknown>>;
  return typeof fingerprint === 'string' && isSimulation(simulation);
}
