import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
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

describe('the setting of the Node program', () => {
  it('is of the machine: a folder that is opened never says which program is run', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    const { properties } = manifest.contributes.configuration;
    assert.equal(properties['gaussline.training.nodePath'].scope, 'machine');
  });
});
