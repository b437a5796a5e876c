import { GausslineError } from '../errors.js';
import type { Hyperparameters } from './hyperparameters.js';

/**
 * Refuses what no run can use.
 *
 * @throws GausslineError `train/learning-rate`, `train/batch-size`, `train/epochs`, `train/validation-share`,
 *   `train/hyperparameter`, each with the found and the expected value.
 */
export function checkHyperparameters(settings: Hyperparameters): void {
  const { learningRate, batchSize, epochs, momentum, huberBend, l2, seed } = settings;
  const { tolerance, patience, seconds } = settings.stopping;
  if (learningRate !== null && !isPositive(learningRate))
    throw wrong('train/learning-rate', `The learning rate is ${learningRate}; a number above 0 is expected.`);
  if (batchSize !== null && batchSize !== 'all' && !isCount(batchSize))
    throw wrong(
      'train/batch-size',
      `The batch size is ${batchSize}; a whole number from 1 or all is expected.`,
    );
  if (epochs !== null && !isCount(epochs))
    throw wrong('train/epochs', `The number of epochs is ${epochs}; a whole number from 1 is expected.`);
  checkValidation(settings);
  expect(momentum === null || (momentum >= 0 && momentum < 1), `momentum ${momentum}`, 'from 0 to below 1');
  expect(huberBend === null || isPositive(huberBend), `bend of the Huber loss ${huberBend}`, 'above 0');
  expect(l2 >= 0 && Number.isFinite(l2), `L2 penalty ${l2}`, 'from 0 on');
  expect(Number.isSafeInteger(seed), `seed ${seed}`, 'without a fraction');
  expect(tolerance === null || isPositive(tolerance), `tolerance ${tolerance}`, 'above 0');
  expect(patience === null || isCount(patience), `patience ${patience}`, 'of whole epochs from 1 on');
  expect(seconds === null || isPositive(seconds), `time limit ${seconds}`, 'above 0');
}

function checkValidation({ validation }: Hyperparameters): void {
  if (validation.kind !== 'share' && validation.kind !== 'order') return;
  const { share } = validation;
  if (share >= 0 && share < 1) return;
  const message =
    share === 1
      ? 'A validation share of 1 leaves no row to train on; a number from 0 to below 1 is expected.'
      : `The validation share is ${share}; a number from 0 to below 1 is expected.`;
  throw new GausslineError('train/validation-share', message, 'Hold back 0.2 of the rows.', {
    replacement: '0.2',
  });
}

function isPositive(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

type SettingCode = 'train/learning-rate' | 'train/batch-size' | 'train/epochs';

function wrong(code: SettingCode, message: string): GausslineError {
  return new GausslineError(code, message, 'Leave it to Auto, or type another number.');
}

function expect(isFine: boolean, found: string, expected: string): void {
  if (isFine) return;
  throw new GausslineError(
    'train/hyperparameter',
    `The ${found} is not a number ${expected}.`,
    'Reset it to its default, or type another number.',
  );
}
