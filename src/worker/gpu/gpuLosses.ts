import type { Loss } from '../../core/train/hyperparameters.js';

/**
 * The kernel's losses in WGSL: the loss of one row and its slope, by the linear predictor z and the target y. Reads
 * `uniforms.bend`. See `src/kernel/loss.ts` for what each is; sums are arranged so that float32 cancels least.
 */
export const LOSS_SOURCES: Record<Loss, string> = {
  squared: `
    fn lossAndSlope(z : f32, y : f32) -> vec2<f32> {
      let error = z - y;
      return vec2<f32>(0.5 * error * error, error);
    }`,
  absolute: `
    fn lossAndSlope(z : f32, y : f32) -> vec2<f32> {
      let error = z - y;
      return vec2<f32>(abs(error), sign(error));
    }`,
  huber: `
    fn lossAndSlope(z : f32, y : f32) -> vec2<f32> {
      let error = z - y;
      let size = abs(error);
      if (size <= uniforms.bend) { return vec2<f32>(0.5 * error * error, error); }
      return vec2<f32>(uniforms.bend * (size - 0.5 * uniforms.bend), uniforms.bend * sign(error));
    }`,
  'poisson-identity': `
    fn lossAndSlope(z : f32, y : f32) -> vec2<f32> {
      let mean = max(z, uniforms.bend);
      let slope = 1.0 - y / mean;
      let pull = select(slope, min(slope, -1.0), z < 0.0);
      var loss = mean - y + slope * (max(z, 0.0) - mean) + pull * min(z, 0.0);
      if (y > 0.0) { loss = loss + y * log(y / mean); }
      return vec2<f32>(loss, pull);
    }`,
  'poisson-log': `
    fn lossAndSlope(z : f32, y : f32) -> vec2<f32> {
      let mean = exp(min(z, uniforms.bend));
      var loss = mean * (1.0 + max(z - uniforms.bend, 0.0)) - y;
      if (y > 0.0) { loss = loss + y * (log(y) - z); }
      return vec2<f32>(loss, mean - y);
    }`,
};
