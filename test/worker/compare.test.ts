import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { WorkerClient } from '../../src/host/workerClient.js';
import { digestOf, type FitDigest, NO_CHOICES, type SourceRef, textKey } from '../../src/protocol/index.js';
import { assertClose } from '../core/fit/close.js';
import { bundleWorker } from './workerBundle.js';

const source: SourceRef = {
  ...{ kind: 'file', path: path.resolve('test/certified/r/mtcars.csv'), name: 'mtcars.csv' },
};
const READ = { reading: NO_CHOICES, memoryBudget: 1024, token: 1, source };

describe('Comparing in the worker thread', function () {
  this.timeout(120_000);
  let bundle: string;
  let client: WorkerClient;
  before(async () => {
    bundle = await bundleWorker();
    client = new WorkerClient(bundle);
  });
  after(() => {
    client.dispose();
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  });

  async function digest(formula: string): Promise<FitDigest> {
    const report = await client.call('fit', { ...READ, formula, confidence: 0.95 });
    return digestOf(report, textKey(report.source.fingerprint, READ.reading));
  }

  it('finds by the rows whether one model holds the other', async () => {
    const [first, second] = [await digest('mpg ~ hp'), await digest('mpg ~ poly(hp, 2)')];
    const { test, spaces } = await client.call('compareFits', { ...READ, first, second });
    assert.equal(spaces, 'firstInSecond');
    // R 4.2.2: anova(lm(mpg ~ hp, mtcars), lm(mpg ~ poly(hp, 2), mtcars))
    assertClose(test?.statistic, 18.272608784806334, { tolerance: 1e-10, what: 'F' });
  });

  it('says so where the text is another by now, and needs no text where the columns tell', async () => {
    const [first, second] = [await digest('mpg ~ hp'), await digest('mpg ~ poly(hp, 2)')];
    // Its bytes are given away with a call.
    const gone = (): SourceRef => ({
      ...{ kind: 'bytes', name: 'x.csv', bytes: new TextEncoder().encode('a,b\n1,2\n3,4\n') },
    });
    const changed = await client.call('compareFits', { ...READ, source: gone(), first, second });
    assert.match(changed.whyNoTest ?? '', /the text has changed since both fits/);
    const third = await digest('mpg ~ hp + wt');
    const known = await client.call('compareFits', { ...READ, source: gone(), first, second: third });
    assert.equal(known.test?.df, 1);
  });
});
