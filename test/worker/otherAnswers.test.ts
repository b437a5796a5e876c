import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NO_CHOICES } from '../../src/core/table/readChoices.js';
import { WorkerClient } from '../../src/host/workerClient.js';
import { bundleCli } from '../cli/bundleCli.js';

describe('Answers that are loaded later', function () {
  this.timeout(60_000);
  let root: string;
  before(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'gaussline-later-'));
    await bundleCli(root);
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const request = (formula: string) => ({
    source: {
      ...({ kind: 'bytes', name: 'a.csv' } as const),
      bytes: new TextEncoder().encode('x,y\n1,2\n2,3\n3,5\n4,6\n'),
    },
    ...{ formula, confidence: 0.95, reading: NO_CHOICES, memoryBudget: 64, token: 1 },
  });

  for (const [what, codeFolder] of [
    ['without code that is kept', () => null],
    ['with a folder for its code', () => path.join(root, 'code')],
  ] as const) {
    describe(what, () => {
      let client: WorkerClient;
      before(() => {
        client = new WorkerClient(path.join(root, 'worker.js'), () => {}, codeFolder());
      });
      after(() => client.dispose());

      it('know the fit that was made before', async () => {
        const { coefficients } = await client.call('fit', request('y ~ x'));
        const { kit } = await client.call('openPrediction', request('y ~ x'));
        const { prediction } = await client.call('predictRow', { kit, row: { x: 0 } });
        // At 0 the prediction is the intercept.
        assert.ok(Math.abs(prediction.fit - coefficients[0]!.estimate!) < 1e-12);
      });

      it('solve by what is loaded later too', async () => {
        const family = { name: 'laplace', quantile: 0.5 } as const;
        const { coefficients } = await client.call('fit', { ...request('y ~ 1'), family });
        const { estimate } = coefficients[0]!;
        // Every number between the two in the middle, 3 and 5, is a median.
        assert.ok(estimate! >= 3 && estimate! <= 5);
      });

      it('fail with the errors of the first answers', async () => {
        await assert.rejects(client.call('designMatrix', request('y ~ nothing')), {
          code: 'formula/unknown-column',
        });
      });
    });
  }
});
