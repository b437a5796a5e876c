import assert from 'node:assert/strict';
import { type DoctorParts, RankDoctor } from '../../src/host/rankDoctor.js';
import { type DoctorRequest, NO_CHOICES } from '../../src/protocol/index.js';

const OPTIONS = { lambda: null, variance: 0.5, seed: 3 };

function makeDoctor(formula: string | null) {
  const asked: { request: DoctorRequest; signal: AbortSignal | undefined }[] = [];
  let lastToken = 0;
  const doctor = new RankDoctor({
    worker: {
      call: ((_name: string, request: DoctorRequest, signal?: AbortSignal) => {
        asked.push({ request, signal });
        return new Promise(() => {});
      }) as DoctorParts['worker']['call'],
    },
    readSource: async () => ({ kind: 'file', path: '/a.csv', name: 'a.csv' }),
    howToRead: () => ({ reading: NO_CHOICES, memoryBudget: 1024 }),
    formula: () => formula,
    references: () => ({ zone: 'edge' }),
    nextToken: () => ++lastToken,
  });
  return { doctor, asked };
}

const settled = () => new Promise<void>((resume) => setImmediate(resume));

describe('RankDoctor', () => {
  it('asks about the fit on screen, with its references', async () => {
    const { doctor, asked } = makeDoctor('y ~ a + zone');
    void doctor.ask(OPTIONS);
    await settled();
    const { formula, references, variance, seed } = asked[0]!.request;
    assert.deepEqual(
      { formula, references, variance, seed },
      {
        formula: 'y ~ a + zone',
        references: { zone: 'edge' },
        variance: 0.5,
        seed: 3,
      },
    );
  });

  it('ends an older question with a newer one, and the last one when it is stopped', async () => {
    const { doctor, asked } = makeDoctor('y ~ a');
    void doctor.ask(OPTIONS);
    await settled();
    void doctor.ask(OPTIONS);
    await settled();
    assert.deepEqual(
      asked.map(({ signal }) => signal?.aborted),
      [true, false],
    );
    doctor.stop();
    assert.equal(asked[1]?.signal?.aborted, true);
  });

  it('refuses where there is no fit', async () => {
    await assert.rejects(makeDoctor(null).doctor.ask(OPTIONS), { code: 'panel/invalid-message' });
  });
});
