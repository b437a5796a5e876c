/** What `gaussline --help` prints. */
export const USAGE = `Usage: gaussline fit FILE [options]
       gaussline train FILE [options]

fit finds the linear regression of a CSV file exactly, train goes there by minibatch steps. FILE may be - for standard input.
Without a formula the last numeric column is fitted on all other numeric columns.

Options:
  --formula F        such as "price ~ area + age", "price ~ . - id", "price ~ area - 1"
  --delimiter D      , or ; or tab or pipe (guessed)
  --decimal D        . or , (guessed)
  --json             prints one JSON object and nothing else
  --help             prints this
  --version          prints the version

Options of fit:
  --confidence C     share of the confidence intervals, between 0 and 1 (0.95)
  --family gaussian  the only family so far

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
