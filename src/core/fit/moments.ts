/** Mean and centred sum of squares of each column of `[1 X y]`, in a frame. Plain data. */
export type Moments = { n: number; means: Float64Array; squares: Float64Array };
