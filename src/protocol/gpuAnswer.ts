import type { GpuAdapter, GpuSteps, TimedSum } from '../core/train/gpuEngine.js';
import type { Wire } from './channel.js';
import {
  either,
  isBoolean,
  isCount,
  isFloat64Array,
  isNull,
  isUndefined,
  oneOf,
  record,
  type Shape,
  textUpTo,
} from './shape.js';

/** More numbers than this are no losses of a few steps and no parameters of a model. */
const MAX_NUMBERS = 4_000_000;

const isNumbers: Shape<Float64Array> = (value): value is Float64Array =>
  isFloat64Array(value) && value.length <= MAX_NUMBERS;

const isAdapter = record<GpuAdapter>({
  api: oneOf('WebGPU', 'WebGL'),
  device: textUpTo(1000),
  isSoftware: isBoolean,
});
const isSteps = record<GpuSteps>({ losses: isNumbers, parameters: isNumbers, gradient: isNumbers });

const isTimedSum = record<TimedSum>({ sum: isNumbers, seconds: isNumbers });

type Failed = Extract<Wire, { kind: 'failed' }>;

/** What a GPU Worker of the page may say, as `packAnswer` left it: it answers and asks nothing. */
export const isPackedAnswer: Shape<Wire> = either<[Wire, Wire]>(
  record<Extract<Wire, { kind: 'done' }>>({
    kind: oneOf('done'),
    id: isCount,
    value: either(isNull, isNumbers, isAdapter, isSteps, isTimedSum),
  }) as Shape<Wire>,
  record<Failed>({
    kind: oneOf('failed'),
    id: isCount,
    error: record<Failed['error']>({
      code: textUpTo(100) as Shape<Failed['error']['code']>,
      message: textUpTo(10_000),
      hint: either<[string, undefined]>(textUpTo(10_000), isUndefined),
      details: (value): value is Failed['error']['details'] => typeof value === 'object' && value !== null,
      stack: either<[string, undefined]>(textUpTo(100_000), isUndefined),
    }),
  }) as Shape<Wire>,
);

/** VS Code carries a page's messages as JSON, which has no infinity and no NaN: an array of one keeps the number. */
export function packAnswer(message: Wire): Wire {
  if (message.kind !== 'done' || typeof message.value !== 'number') return message;
  return { ...message, value: Float64Array.of(message.value) };
}

/** What `packAnswer` packed. */
export function unpackAnswer(message: Wire): Wire {
  if (message.kind !== 'done' || !(message.value instanceof Float64Array)) return message;
  return { ...message, value: message.value[0] ?? Number.NaN };
}
