/** The greatest power of ten that is a double's size. */
const GREATEST = 308;

/** 10^0 to 10^308, each as the double nearest to it and the double nearest to the rest. */
export const POWERS_OF_TEN: Float64Array = pairs();

function pairs(): Float64Array {
  const table = new Float64Array(2 * (GREATEST + 1));
  let power = 1n;
  for (let exponent = 0; exponent <= GREATEST; exponent++) {
    const high = Number(power);
    table[2 * exponent] = high;
    table[2 * exponent + 1] = Number(power - BigInt(high));
    power *= 10n;
  }
  return table;
}
