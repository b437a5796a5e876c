import assert from 'node:assert/strict';
import type { GpuEngine } from '../../../src/core/train/gpuEngine.js';
import { agreesWithTheKernel, sampleRows } from './engineAgreement.js';
import { filledEngine, testProcess } from './processEngine.js';

describe('the engine in a process, against the kernel', () => {
  agreesWithTheKernel(async () => testProcess());
});
