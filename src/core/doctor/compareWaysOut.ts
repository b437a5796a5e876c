import type { Checkpoint } from '../checkpoint.js';
import { featureSdOf } from '../fit/coefficientTable.js';
import { asSum, identityOf, writeIdentity } from '../fit/identity.js';
import type { DroppedColumn } from '../fit/rank.js';
import { checkPenalty } from '../fit/ridge.js';
import { unitSingularValues } from '../fit/smallAlgebra.js';
import { selectColumns } from '../fit/triangle.js';
import { jitterWay } from './jitterWay.js';
import { minimumNorm } from './minimumNorm.js';
import type { DroppedFeature, RankDiagnosis, RidgeWay } from './waysOut.js';
import { type SolvedFrame, WayWriter } from './wayWriter.js';

/** What to compare, in the units of the file; null: found from the other one, or from the data. */
export type DoctorOptions = {
  lambda: number | null;
  /** Of the jitter. */
  variance: number | null;
  seed: number;
};

/** Noise with this share of the standard deviation of the collinear feature that varies least, unless asked otherwise. */
const JITTER_SHARE = 0.1;
/** Places of the ridge path, and how far it goes either way of its middle, in powers of ten. */
const PATH_PLACES = 25;
const PATH_REACH = 6;

/**
 * Finds the rank of a design and compares four ways out of a deficient one: drop, minimum norm, ridge, jitter. Also for a
 * design of full rank, where the first two are least squares. Everything comes from the triangle of the rows.
 *
 * @throws GausslineError `fit/ridge` for a lambda or a variance below 0; what `checkpoint` throws, which is called between
 *   places of the path and repeats of the jitter.
 */
export async function compareWaysOut(
  solved: SolvedFrame,
  { lambda, variance, seed }: DoctorOptions,
  checkpoint?: Checkpoint,
): Promise<RankDiagnosis> {
  for (const value of [lambda, variance]) if (value !== null) checkPenalty(value);
  const { frame, fullTriangle, decision, solution } = solved;
  const writer = new WayWriter(solved);
  const auto = autoVariance(solved);
  const ownVariance = variance ?? (lambda === null ? auto : lambda / solution.n);
  const ownLambda = lambda ?? ownVariance * solution.n;
  const ridgePath: RidgeWay[] = [];
  for (const value of pathAbout(ownLambda || auto * solution.n)) {
    await checkpoint?.({ rows: solution.n });
    ridgePath.push(writer.ridgeWay(value));
  }
  return {
    rank: decision.kept.length,
    columnCount: fullTriangle.width - 1,
    n: solution.n,
    hasIntercept: frame.hasIntercept,
    features: frame.columns.slice(0, -1).map(({ name }) => name),
    dropped: decision.dropped.map((dropped) => droppedFeature(solved, dropped)),
    spectrum: spectrumOf(writer),
    drop: writer.dropWay(),
    minimumNorm: writer.way(minimumNorm(frame, decision.dropped, writer.leastSquares), decision.kept.length),
    ridge: writer.ridgeWay(ownLambda),
    ridgePath,
    jitter: await jitterWay(writer, { variance: ownVariance, seed, checkpoint }),
  };
}

function autoVariance({ frame, decision, moments, solution }: SolvedFrame): number {
  const first = frame.hasIntercept ? 1 : 0;
  const collinear = new Set(decision.dropped.flatMap(({ sources }) => sources));
  const features = decision.kept.filter(
    (column) => column >= first && (collinear.size === 0 || collinear.has(column)),
  );
  const deviations = features.map((column) => featureSdOf({ frame, moments, solution }, column));
  const least = Math.min(...deviations.filter((deviation) => deviation > 0));
  return Number.isFinite(least) ? (JITTER_SHARE * least) ** 2 : 1;
}

function droppedFeature({ frame, fullTriangle }: SolvedFrame, dropped: DroppedColumn): DroppedFeature {
  const { column, isConstant } = dropped;
  const identity = isConstant ? null : identityOf(frame, fullTriangle, dropped);
  return {
    name: frame.columns[column - (frame.hasIntercept ? 1 : 0)]!.name,
    isConstant,
    identity:
      identity &&
      writeIdentity(
        asSum(
          identity,
          frame.columns.map(({ name }) => name),
        ),
      ),
  };
}

/** A constant column has no length to be brought to 1. */
function spectrumOf({ problem, solved }: WayWriter): readonly number[] {
  const first = solved.frame.hasIntercept ? 1 : 0;
  const constant = solved.decision.dropped.filter(({ isConstant }) => isConstant);
  const isConstant = new Set(constant.map(({ column }) => column - first));
  const columns = Array.from({ length: problem.features }, (_, k) => k).filter((k) => !isConstant.has(k));
  const { values, width } = selectColumns(problem.triangle, columns);
  return [...unitSingularValues(values, width)].sort((a, b) => b - a);
}

function pathAbout(lambda: number): number[] {
  return Array.from(
    { length: PATH_PLACES },
    (_, i) => lambda * 10 ** (PATH_REACH * ((2 * i) / (PATH_PLACES - 1) - 1)),
  );
}
