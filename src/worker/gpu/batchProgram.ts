import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import type { Loss } from '../../core/train/hyperparameters.js';
import { LOSS_SOURCES } from './gpuLosses.js';

/** Threads of a workgroup, and rows of a block: a thread computes one row, then one column of the block. */
const THREADS = 64;
/** Enough to fill a large GPU, and few enough for their sums to be added in one more dispatch. */
const MOST_GROUPS = 1024;

/** Which rows, with which parameters, and whether their gradient is wanted too. */
export type BatchJob = {
  loss: Loss;
  bend: number;
  firstRow: number;
  rowCount: number;
  width: number;
  /** Where in the state the parameters stand. */
  parametersAt: number;
  wantsGradient: boolean;
};

/** Workgroups for so many rows; each leaves one sum for each column, for the slopes and for the losses. */
export function groupsFor(rowCount: number): number {
  return Math.max(1, Math.min(MOST_GROUPS, Math.ceil(rowCount / THREADS)));
}

/** Adds up losses and gradient of a batch, by workgroup: every row is read from memory once. No atomics: same bits. */
export function batchProgram({ loss, width, rowCount }: BatchJob): WebGPUProgram {
  const groups = groupsFor(rowCount);
  return {
    variableNames: ['rows', 'targets', 'state'],
    uniforms:
      'firstRow : i32, rowCount : i32, width : i32, groups : i32, rounds : i32, parametersAt : i32, wantsGradient : i32, bend : f32,',
    workgroupSize: [THREADS, 1, 1],
    dispatch: [groups, 1, 1],
    dispatchLayout: { x: [0] },
    outputShape: [(width + 2) * groups],
    shaderKey: `gaussline-batch-${loss}`,
    getUserCode: () => LOSS_SOURCES[loss] + MAIN,
  };
}

export function batchUniforms(job: BatchJob): { type: string; data: number[] }[] {
  const groups = groupsFor(job.rowCount);
  const rounds = Math.ceil(job.rowCount / (groups * THREADS));
  const { firstRow, rowCount, width, parametersAt, wantsGradient } = job;
  return [
    ...[firstRow, rowCount, width, groups, rounds, parametersAt, wantsGradient ? 1 : 0].map((value) => ({
      type: 'int32',
      data: [value],
    })),
    { type: 'float32', data: [job.bend] },
  ];
}

// The loop's bound is a uniform, the same for all: a barrier may stand in no other.
const MAIN = `
  var<workgroup> slopes : array<f32, ${THREADS}>;
  var<workgroup> losses : array<f32, ${THREADS}>;

  fn addColumns(first : i32, count : i32, isFirst : bool) {
    for (var column = i32(localId.x); column < uniforms.width; column = column + ${THREADS}) {
      var sum = 0.0;
      for (var i = 0; i < count; i = i + 1) {
        sum = sum + slopes[i] * rows[(first + i) * uniforms.width + column];
      }
      let slot = column * uniforms.groups + i32(workgroupId.x);
      if (isFirst) { result[slot] = sum; } else { result[slot] = result[slot] + sum; }
    }
  }

  fn predictor(row : i32) -> f32 {
    var sum = state[uniforms.parametersAt + uniforms.width];
    for (var k = 0; k < uniforms.width; k = k + 1) {
      sum = sum + rows[row * uniforms.width + k] * state[uniforms.parametersAt + k];
    }
    return sum;
  }

  fn main(index : i32) {
    let thread = i32(localId.x);
    let group = i32(workgroupId.x);
    var lossSum = 0.0;
    var slopeSum = 0.0;
    for (var round = 0; round < uniforms.rounds; round = round + 1) {
      let start = (round * uniforms.groups + group) * ${THREADS};
      var slope = 0.0;
      if (start + thread < uniforms.rowCount) {
        let row = uniforms.firstRow + start + thread;
        let both = lossAndSlope(predictor(row), targets[row]);
        lossSum = lossSum + both.x;
        slope = both.y;
      }
      slopes[thread] = slope;
      slopeSum = slopeSum + slope;
      workgroupBarrier();
      if (uniforms.wantsGradient == 1) {
        addColumns(uniforms.firstRow + start, min(${THREADS}, uniforms.rowCount - start), round == 0);
      }
      workgroupBarrier();
    }
    slopes[thread] = slopeSum;
    losses[thread] = lossSum;
    workgroupBarrier();
    for (var half = ${THREADS / 2}; half > 0; half = half / 2) {
      if (thread < half) {
        slopes[thread] = slopes[thread] + slopes[thread + half];
        losses[thread] = losses[thread] + losses[thread + half];
      }
      workgroupBarrier();
    }
    if (thread == 0) {
      result[uniforms.width * uniforms.groups + group] = slopes[0];
      result[(uniforms.width + 1) * uniforms.groups + group] = losses[0];
    }
  }
`;
