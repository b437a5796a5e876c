import { formatNumber } from './numbers.js';

const UNITS: readonly (readonly [number, string])[] = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
];

/** A measured time in the unit that suits it, two digits unless told: `45 ns`, `1.2 µs`, `0` is `0 s`. */
export function formatSeconds(seconds: number, digits = 2): string {
  if (!Number.isFinite(seconds)) return 'none';
  if (seconds === 0) return '0 s';
  const rounded = Number(seconds.toPrecision(digits));
  const [size, unit] = UNITS.find(([least]) => Math.abs(rounded) >= least) ?? [1e-9, 'ns'];
  return `${formatNumber(rounded / size, digits)} ${unit}`;
}
