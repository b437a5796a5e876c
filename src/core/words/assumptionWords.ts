/** What a fit by least squares takes for granted of the errors. */
export type Assumed = 'linearity' | 'equal spread' | 'normality' | 'independence';

export type TestName =
  | 'reset'
  | 'breuschPagan'
  | 'white'
  | 'jarqueBera'
  | 'dagostinoK2'
  | 'andersonDarling'
  | 'shapiroWilk'
  | 'durbinWatson';

/** A test of an assumption, in words and numbers. Plain data. */
export type AssumptionTest = {
  assumed: Assumed;
  name: TestName;
  /** As textbooks call it. */
  title: string;
  /** What gives the same in R and in Python. */
  elsewhere: string;
  /** Null where there is none; `words` then say why. */
  statistic: { symbol: string; value: number; df: string | null } | null;
  pValue: number | null;
  /** True where the p-value is not known better than that it is at most this. */
  isBound: boolean;
  /** `good`: as the assumption has it; `faint`: no more than one sound fit in twenty shows; `look`: worth a look. */
  verdict: 'good' | 'faint' | 'look' | null;
  /** What it means for this fit, and what to do. */
  words: string;
};

/** p-values under which a departure is worth a look, and under which it is a faint sign. */
const LOOK_LEVEL = 0.01;
const FAINT_LEVEL = 0.05;
/** From so many rows on a test finds what no picture shows. */
const MANY_ROWS = 1000;
/** Durbin-Watson statistics nearer to 2 than this are near it, where no p-value is known. */
const NEAR_TWO = 0.5;

type Facts = { assumed: Assumed; title: string; elsewhere: string; symbol: string };
type Says = { good: string; faint: string; look: string };

const FACTS: Record<TestName, Facts> = {
  reset: {
    ...{ assumed: 'linearity', title: 'RESET (squares and cubes)', symbol: 'F' },
    elsewhere: 'R lmtest::resettest, statsmodels linear_reset(power=3)',
  },
  breuschPagan: {
    ...{ assumed: 'equal spread', title: 'Breusch-Pagan (Koenker)', symbol: 'χ²' },
    elsewhere: 'R lmtest::bptest, statsmodels het_breuschpagan',
  },
  white: {
    ...{ assumed: 'equal spread', title: 'White', symbol: 'χ²' },
    elsewhere: 'statsmodels het_white; R bptest with squares and products',
  },
  jarqueBera: {
    ...{ assumed: 'normality', title: 'Jarque-Bera', symbol: 'χ²' },
    elsewhere: 'R tseries::jarque.bera.test, statsmodels jarque_bera',
  },
  dagostinoK2: {
    ...{ assumed: 'normality', title: "D'Agostino K²", symbol: 'χ²' },
    elsewhere: 'R fBasics::dagoTest, scipy normaltest',
  },
  andersonDarling: {
    ...{ assumed: 'normality', title: 'Anderson-Darling', symbol: 'A²' },
    elsewhere: 'R nortest::ad.test, statsmodels normal_ad',
  },
  shapiroWilk: {
    ...{ assumed: 'normality', title: 'Shapiro-Wilk', symbol: 'W' },
    elsewhere: 'R shapiro.test, scipy shapiro',
  },
  durbinWatson: {
    ...{ assumed: 'independence', title: 'Durbin-Watson', symbol: 'd' },
    elsewhere: 'R lmtest::dwtest(exact = FALSE, "two.sided"), statsmodels durbin_watson',
  },
};

/** What to do, said once to an assumption. */
const ADVICE: Record<Assumed, string> = {
  linearity: 'Try quadratic terms or a logarithm; Trend shows where.',
  'equal spread': 'Estimates hold; take robust standard errors (HC3), or try the logarithm of the target.',
  normality:
    'Coefficients of many rows are judged well all the same; the interval of one new row is not. Tails shows which rows.',
  independence:
    'Where the file is in order of time or place, standard errors are not to be trusted: add what changes along it. In a file without order it means nothing.',
};

const SAYS: Record<Exclude<TestName, 'durbinWatson'>, Says> = {
  reset: {
    good: 'No sign of a curve: squares and cubes of the fitted value explain no more than chance.',
    faint: 'A faint sign of a curve that the formula lacks.',
    look: 'A curve is left over, which squares and cubes of the fitted value follow.',
  },
  breuschPagan: {
    good: 'No sign that the spread follows the features.',
    faint: 'A faint sign that the spread follows the features.',
    look: 'The spread changes with the features.',
  },
  white: {
    good: 'No sign that it follows the features, their squares or products.',
    faint: 'A faint sign that it follows the features, their squares or products.',
    look: 'The spread changes with the features, along a line or a curve.',
  },
  jarqueBera: {
    good: "No sign of skewness or of tails that are not a Gaussian's.",
    faint: 'A faint sign of skewness or long tails.',
    look: "Residuals are skewed, or their tails are not a Gaussian's.",
  },
  dagostinoK2: {
    good: 'No sign in skewness or kurtosis, judged for this number of rows.',
    faint: 'A faint sign in skewness or kurtosis.',
    look: "Skewness or kurtosis are not a Gaussian's.",
  },
  andersonDarling: {
    good: 'Nothing in the distribution as a whole, its tails above all, speaks against a Gaussian.',
    faint: 'A faint sign that the distribution is not quite a Gaussian.',
    look: 'The distribution is not a Gaussian, above all in its tails.',
  },
  shapiroWilk: {
    good: 'In order of size, residuals stand about where those of a Gaussian would.',
    faint: 'A faint sign that residuals in order of size stand elsewhere than those of a Gaussian.',
    look: 'In order of size, residuals stand elsewhere than those of a Gaussian.',
  },
};

type Found = {
  statistic: number;
  pValue: number | null;
  isBound?: boolean;
  df: string | null;
  n: number;
};

/** The row of a test that was made. */
export function tested(name: TestName, { statistic, pValue, isBound = false, df, n }: Found): AssumptionTest {
  const { symbol, ...facts } = FACTS[name];
  const verdict = name === 'durbinWatson' && pValue === null ? nearTwo(statistic) : verdictOf(pValue);
  const words = name === 'durbinWatson' ? neighbourWords(statistic, verdict) : SAYS[name][verdict];
  const more =
    verdict === 'look' && n >= MANY_ROWS
      ? ' In so many rows a trifle is found too: see in the chart how large it is.'
      : '';
  return {
    name,
    ...facts,
    statistic: { symbol, value: statistic, df },
    pValue,
    isBound,
    verdict,
    words: words + more,
  };
}

/** The row of a test that cannot be made, with the reason. */
export function noTest(name: TestName, why: string): AssumptionTest {
  const { symbol: _, ...facts } = FACTS[name];
  return { name, ...facts, statistic: null, pValue: null, isBound: false, verdict: null, words: why };
}

function verdictOf(pValue: number | null): 'good' | 'faint' | 'look' {
  if (pValue === null || pValue >= FAINT_LEVEL) return 'good';
  return pValue < LOOK_LEVEL ? 'look' : 'faint';
}

function nearTwo(statistic: number): 'good' | 'look' {
  return Math.abs(statistic - 2) < NEAR_TWO ? 'good' : 'look';
}

/** Rows in no order have no neighbours. */
function neighbourWords(statistic: number, verdict: 'good' | 'faint' | 'look'): string {
  if (verdict === 'good') return 'No sign that rows next to each other err alike.';
  const how = statistic < 2 ? 'alike' : 'in turns';
  if (verdict === 'faint') return `A faint sign that neighbouring rows err ${how}.`;
  return `Neighbouring rows err ${how}.`;
}

/** The tests with what to do behind the first of each assumption that asks for a look. */
export function advised(tests: readonly AssumptionTest[]): AssumptionTest[] {
  const said = new Set<Assumed>();
  return tests.map((test) => {
    if (test.verdict !== 'look' || said.has(test.assumed)) return test;
    said.add(test.assumed);
    return { ...test, words: `${test.words} ${ADVICE[test.assumed]}` };
  });
}
