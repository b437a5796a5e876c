/** Answers at run time whether an unknown value is a `T`. Types are a promise, not a proof: borders check. */
export type Shape<T> = (value: unknown) => value is T;

export const isString: Shape<string> = (value): value is string => typeof value === 'string';
export const isBoolean: Shape<boolean> = (value): value is boolean => typeof value === 'boolean';
export const isNumber: Shape<number> = (value): value is number => typeof value === 'number';
export const isNull: Shape<null> = (value): value is null => value === null;
export const isUndefined: Shape<undefined> = (value): value is undefined => value === undefined;
export const isFloat64Array: Shape<Float64Array> = (value): value is Float64Array =>
  value instanceof Float64Array;
export const isUint32Array: Shape<Uint32Array> = (value): value is Uint32Array =>
  value instanceof Uint32Array;

/** A whole number of at least 0, e.g. a line or a count. */
export const isCount: Shape<number> = (value): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** A string of at most `length` UTF-16 units. */
export function textUpTo(length: number): Shape<string> {
  return (value): value is string => typeof value === 'string' && value.length <= length;
}

/** Exactly one of these values. */
export function oneOf<const T extends string | number>(...choices: readonly T[]): Shape<T> {
  return (value): value is T => (choices as readonly unknown[]).includes(value);
}

/** Any of these shapes. */
export function either<T extends readonly unknown[]>(
  ...shapes: { [K in keyof T]: Shape<T[K]> }
): Shape<T[number]> {
  return (value): value is T[number] => shapes.some((isShape) => isShape(value));
}

/** The shape, or null. */
export function orNull<T>(isShape: Shape<T>): Shape<T | null> {
  return (value): value is T | null => value === null || isShape(value);
}

/** Exactly one of these values, or null. */
export function oneOfOrNull<const T extends string>(...choices: readonly T[]): Shape<T | null> {
  return orNull(oneOf(...choices));
}

/** An array whose every element has the shape. */
export function listOf<T>(isShape: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((item) => isShape(item));
}

/** An array of exactly two elements of the shape. */
export function pairOf<T>(isShape: Shape<T>): Shape<readonly [T, T]> {
  return (value): value is readonly [T, T] =>
    Array.isArray(value) && value.length === 2 && value.every((item) => isShape(item));
}

/** An object with these fields; one that may be absent has a shape that admits `undefined`. Others may be there too. */
export function record<T extends object>(fields: { [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const checks = Object.entries(fields) as [string, Shape<unknown>][];
  return (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    checks.every(([name, isShape]) => isShape((value as Record<string, unknown>)[name]));
}
