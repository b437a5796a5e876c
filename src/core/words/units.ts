const REGULAR =
  /^(?:year|month|week|day|hour|minute|second|room|point|degree|mile|metre|meter|litre|liter|gram|dollar|euro|pound|unit)s$/i;

/** One of a unit: `years` is `year`. Only plain English plurals change; `Celsius` and `kUSD` stay. */
export function oneUnit(unit: string): string {
  return REGULAR.test(unit) ? unit.slice(0, -1) : unit;
}
