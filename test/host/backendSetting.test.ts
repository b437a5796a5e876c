import { strict as assert } from 'node:assert';
import { checkedBackend } from '../../src/host/backendSetting.js';
import { GausslineError } from '../../src/protocol/index.js';

describe('the setting of the backend', () => {
  it('is auto, cpu or gpu', () => {
    for (const choice of ['auto', 'cpu', 'gpu']) assert.equal(checkedBackend(choice), choice);
  });

  it('is refused with a word otherwise', () => {
    for (const wrong of ['GPU', 7, null, undefined])
      assert.throws(
        () => checkedBackend(wrong),
        (error) => error instanceof GausslineError && error.code === 'settings/invalid',
      );
  });
});
