/** What `gaussline --help` prints. */
export const USAGE = `Usage: gaussline fit FILE [options]
       gaussline predict FILE [--new FILE2] [options]
       gaussline compare FILE --model F --model F2 [options]
       gaussline train FILE [options]
       gaussline read FILE [--as json|csv]

fit finds the linear regression of a CSV file exactly, train goes there by minibatch steps. read
tells how a file is read, or writes its table as plain CSV. FILE may be - for standard input.
predict fits FILE and predicts the rows of FILE2, or those of FILE in which the target is empty.
compare fits two models to FILE and sets them side by side, with the test of nested ones.
Without a formula the last numeric column is fitted on all other numeric columns.

Options:
  --delimiter D      , ; tab pipe space : ^ or ~ (guessed)
  --decimal D        . or , (guessed)
  --no-header        the first row is data (guessed)
  --help             prints this
  --version          prints the version

Options of fit, predict and train:
  --formula F        such as "price ~ area + age", "price ~ . - id", "price ~ area - 1"
  --reference C=L    compare the levels of column C with level L (its first)
  --json             prints one JSON object and nothing else
  --without LINES    leaves the rows on these lines out, such as 12,40-42 (not of read)

Options of compare:
  --model F          a formula; twice, the first is A and the second B
                     and --reference, --json, --se, --ridge, --family, --link, --quantile, --weights, --exact and
                     --memory, which are of both

Options of read:
  --as json          what was read: dialect, columns, oddities with their lines
  --as csv           the table alone: commas, line feeds, the header first, cells as text

Options of fit:
  --confidence C     share of the confidence intervals, between 0 and 1 (0.95)
  --ridge LAMBDA     added to the diagonal of X'X in the file's units, not for the intercept (0);
                     gcv or cv chooses it by (generalised or ten-fold) cross-validation
  --se KIND          standard errors: classic, hc0, hc1, hc2 or hc3 (classic)
  --family F         gaussian (least squares), poisson (counts), laplace (median) or huber (robust)
  --link L           of poisson: log or identity (log)
  --quantile T       of laplace: between 0 and 1 (0.5, the median)
  --bootstrap N      of laplace: standard errors from N samples of the rows (none); --seed S (1)
  --weights COLUMN   precision weights: a row's variance is inverse to its weight
  --assumptions      tests linearity, equal spread, normality and independence, each with a sentence
  --likelihoods      Gaussian, Laplace, Gaussian of the log and Poisson side by side
  --rows FILE2       writes every row to FILE2 with its residuals, leverage and influence
  --exact            double-double arithmetic however many rows there are (up to about 170,000 x 10)
  --memory MB        what the numbers of a file may take; beyond it they are read twice (1024)

Options of train (without them, values that converge):
  --epochs N         times through all rows
  --batch B          rows to a step, or all
  --learning-rate R  for standardised columns
  --seed S           of every random choice (1)
  --loss L           squared, absolute, huber, poisson-identity or poisson-log
  --validation S     share of the rows held back, from 0 to below 1 (0)
  --backend B        auto, cpu or gpu

Exit code: 0, or 2 when the file or the request cannot be fitted; the reason is on standard error.
`;
