/** Why a row is not used; undefined is what a function of a formula is there, as `log` of zero. */
export type LeaveOutReason =
  | 'missing value'
  | 'not a number'
  | 'undefined value'
  | 'weight is zero'
  | 'weight is negative'
  | 'left out by you';
