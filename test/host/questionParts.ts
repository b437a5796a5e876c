import type { PredictionParts } from '../../src/host/predictions.js';
import { NO_CHOICES } from '../../src/protocol/index.js';

/** What a question about a fit needs from around it: a file `/a.csv` with weights `w`, and token 7. */
export function questionParts(
  call: (name: string, args: never, signal: AbortSignal) => Promise<unknown>,
  shown: ReturnType<PredictionParts['shown']>,
): PredictionParts {
  return {
    worker: { call } as never,
    readSource: async () => ({ kind: 'file', path: '/a.csv', name: 'a.csv' }),
    howToRead: () => ({ reading: NO_CHOICES, memoryBudget: 1024 }),
    shown: () => shown,
    choices: () => ({ weights: 'w' }),
    nextToken: () => 7,
  };
}
