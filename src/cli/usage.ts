/** What `gaussline --help` prints. */
export const USAGE = `Usage: gaussline fit FILE [options]

Fits a linear regression to a CSV file. FILE may be - for standard input.
Without a formula the last numeric column is fitted on all other numeric columns.

Options:
  --formula F        such as "price ~ area + age", "price ~ . - id", "price ~ area - 1"
  --confidence C     share of the confidence intervals, between 0 and 1 (0.95)
  --delimiter D      , or ; or tab or pipe (guessed)
  --decimal D        . or , (guessed)
  --family gaussian  the only family so far
  --json             prints one JSON object and nothing else
  --help             prints this
  --version          prints the version

Exit code: 0, or 2 when the file or the request cannot be fitted; the reason is on standard error.
`;
