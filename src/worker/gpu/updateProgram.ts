import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import type { Optimiser } from '../../core/train/hyperparameters.js';

const THREADS = 64;

/** One update of the parameters. Sums of a batch's workgroups are found by column: gradient, slopes, losses. */
export type UpdateJob = {
  optimiser: Optimiser;
  momentum: number;
  rate: number;
  width: number;
  groups: number;
  /** What makes the mean gradient of the summed one: 1 / batch size, also for a short batch. */
  share: number;
  /** 1 / rows: what makes the mean loss. */
  lossShare: number;
  /** Where in the state the mean loss goes. */
  lossAt: number;
  l2: number;
  hasIntercept: boolean;
  /** 1 / (updates averaged, this one included); 0 for no averaging. */
  averageShare: number;
  /** Adam's bias corrections, 1 - decay ^ updates. */
  corrections: readonly [number, number];
  /** Leave the parameters as they are: the mean loss only. */
  isLossOnly: boolean;
};

/** The state: parameters, gradient, velocity, squares and average, `width + 1` numbers each, then losses. */
export function updateProgram({ optimiser, width, isLossOnly }: UpdateJob): WebGPUProgram {
  const columns = isLossOnly ? 1 : width + 2;
  return {
    variableNames: ['sums'],
    uniforms:
      'width : i32, groups : i32, firstColumn : i32, lossAt : i32, share : f32, lossShare : f32, rate : f32, momentum : f32, l2 : f32, interceptShare : f32, averageShare : f32, firstCorrection : f32, secondCorrection : f32,',
    workgroupSize: [THREADS, 1, 1],
    dispatch: [columns, 1, 1],
    dispatchLayout: { x: [0] },
    outputShape: [columns],
    shaderKey: `gaussline-update-${optimiser}`,
    getUserCode: () => OPTIMISER_SOURCES[optimiser] + MAIN,
  };
}

export function updateUniforms(job: UpdateJob): { type: string; data: number[] }[] {
  const { width, groups, lossAt, share, lossShare, rate, momentum, l2, averageShare, corrections } = job;
  const interceptShare = job.hasIntercept ? share : 0;
  const integers = [width, groups, job.isLossOnly ? width + 1 : 0, lossAt];
  const numbers = [share, lossShare, rate, momentum, l2, interceptShare, averageShare, ...corrections];
  return [
    ...integers.map((value) => ({ type: 'int32', data: [value] })),
    ...numbers.map((value) => ({ type: 'float32', data: [value] })),
  ];
}

/** The kernel's optimisers in WGSL: the new value of parameter k. See `src/kernel/optimiser.ts`. */
const OPTIMISER_SOURCES: Record<Optimiser, string> = {
  sgd: `
    fn descended(k : i32, length : i32, slope : f32) -> f32 {
      return result[k] - uniforms.rate * slope;
    }`,
  momentum: `
    fn descended(k : i32, length : i32, slope : f32) -> f32 {
      let speed = uniforms.momentum * result[2 * length + k] + slope;
      result[2 * length + k] = speed;
      return result[k] - uniforms.rate * (slope + uniforms.momentum * speed);
    }`,
  adam: `
    fn descended(k : i32, length : i32, slope : f32) -> f32 {
      let first = 0.9 * result[2 * length + k] + 0.1 * slope;
      let second = 0.999 * result[3 * length + k] + 0.001 * slope * slope;
      result[2 * length + k] = first;
      result[3 * length + k] = second;
      let size = sqrt(second / uniforms.secondCorrection) + 1e-8;
      return result[k] - uniforms.rate * (first / uniforms.firstCorrection) / size;
    }`,
};

const MAIN = `
  var<workgroup> threadSums : array<f32, ${THREADS}>;

  fn update(k : i32, sum : f32) {
    let length = uniforms.width + 1;
    var slope = sum * uniforms.interceptShare;
    if (k < uniforms.width) { slope = sum * uniforms.share + uniforms.l2 * result[k]; }
    result[length + k] = slope;
    let value = descended(k, length, slope);
    result[k] = value;
    if (uniforms.averageShare == 1.0) {
      result[4 * length + k] = value;
    } else if (uniforms.averageShare > 0.0) {
      let mean = result[4 * length + k];
      result[4 * length + k] = mean + (value - mean) * uniforms.averageShare;
    }
  }

  fn main(index : i32) {
    let thread = i32(localId.x);
    let column = uniforms.firstColumn + i32(workgroupId.x);
    var sum = 0.0;
    for (var group = thread; group < uniforms.groups; group = group + ${THREADS}) {
      sum = sum + sums[column * uniforms.groups + group];
    }
    threadSums[thread] = sum;
    workgroupBarrier();
    for (var half = ${THREADS / 2}; half > 0; half = half / 2) {
      if (thread < half) { threadSums[thread] = threadSums[thread] + threadSums[thread + half]; }
      workgroupBarrier();
    }
    if (thread == 0) {
      if (column > uniforms.width) { result[uniforms.lossAt] = threadSums[0] * uniforms.lossShare; }
      else { update(column, threadSums[0]); }
    }
  }
`;
