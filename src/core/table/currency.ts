/** ISO 4217, of the currencies that most files are in. */
const CODES =
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN RON RUB SEK SGD THB TRY TWD USD ZAR';

/** Signs of currencies: those of Latin-1, those of the block U+20A0 to U+20BF, and codes of three letters. */
const SIGN = `[$£¥\\u20a0-\\u20bf]|${CODES.replaceAll(' ', '|')}`;
const BEFORE = new RegExp(`^\\(?[+\\-\\u2212]?(${SIGN})\\s*[+\\-\\u2212]?[.,]?\\d`);
const BEHIND = new RegExp(`\\d[.,]?-?\\s*(${SIGN})\\)?$`);

/** The sign of the currency that an amount is in, as it is written; empty where it has none. */
export function currencyOf(text: string): string {
  return (BEFORE.exec(text) ?? BEHIND.exec(text))?.[1] ?? '';
}
