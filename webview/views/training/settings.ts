import {
  type Backend,
  type BackendChoice,
  formatExact,
  formatShare,
  type Hyperparameters,
  type Planned,
  type ShownError,
  type ShownPlan,
  type TrainingSettings,
  type Validation,
} from '../../../src/protocol/index.js';

/** What Auto makes of a setting: the value in words, why in two words, and in a sentence. */
export type AutoWords = { text: string; reason: string; explanation: string };

/** One setting of the form: how it is read as text, and what a text makes of it. Null is Auto, or the default. */
export type Setting = {
  name: string;
  label: string;
  /** Where there is nothing to type: value and word. */
  choices?: readonly (readonly [string, string])[];
  presets?: readonly string[];
  isMain: boolean;
  /** Codes of the errors that are about it. */
  codes?: readonly string[];
  read(settings: TrainingSettings): string | null;
  write(settings: TrainingSettings, text: string | null): TrainingSettings;
  auto(plan: ShownPlan | null, settings: TrainingSettings): AutoWords | null;
  isShown?(settings: TrainingSettings, plan: ShownPlan | null): boolean;
};

const SCHEDULE_WORDS = [
  ['constant', 'constant'],
  ['inverse', '1/t'],
  ['cosine', 'cosine'],
] as const;
const OPTIMISER_WORDS = [
  ['sgd', 'SGD'],
  ['momentum', 'momentum'],
  ['adam', 'Adam'],
] as const;
const LOSS_CHOICES = [
  ['squared', 'squared'],
  ['absolute', 'absolute'],
  ['huber', 'Huber'],
  ['poisson-identity', 'Poisson, mean'],
  ['poisson-log', 'Poisson, log mean'],
] as const;
const BACKENDS: readonly (readonly [BackendChoice, string])[] = [
  ['auto', 'Auto'],
  ['cpu', 'CPU'],
  ['gpu', 'GPU'],
];
const HOLD_BACK = [
  ['share', 'at random'],
  ['order', 'the last rows'],
  ['column', 'by a column'],
  ['none', 'none'],
] as const;

export const SETTINGS: readonly Setting[] = [
  number('learningRate', 'Learning rate', {
    codes: ['train/learning-rate'],
    auto: (plan) => plan.learningRate,
  }),
  {
    ...number('batchSize', 'Batch', { codes: ['train/batch-size'], auto: (plan) => plan.batchSize }),
    presets: ['1', '32', '64', '128', '256', 'all'],
    read: ({ batchSize }) => (batchSize === null ? null : String(batchSize)),
    write: (settings, text) => ({
      ...settings,
      batchSize: text === null || text === 'all' ? text : numberIn(text),
    }),
  },
  choice('schedule', 'Schedule', { choices: SCHEDULE_WORDS, auto: (plan) => plan.schedule, isMain: true }),
  number('epochs', 'Epochs', { codes: ['train/epochs'], auto: (plan) => plan.epochs }),
  {
    name: 'share',
    label: 'Validation share',
    isMain: true,
    codes: ['train/validation-share'],
    read: ({ validation }) =>
      validation !== null && 'share' in validation ? formatShare(validation.share) : null,
    write: (settings, text) => ({
      ...settings,
      validation: text === null ? null : { kind: shareKind(settings.validation), share: shareIn(text) },
    }),
    auto: (plan) => plan && { ...plan.validation, text: validationText(plan.validation.auto) },
    isShown: ({ validation }) => validation === null || 'share' in validation,
  },
  {
    name: 'splitColumn',
    label: 'Held back where not 0',
    isMain: true,
    codes: ['train/validation-column'],
    read: ({ validation }) => (validation?.kind === 'column' ? validation.column : null),
    write: (settings, text) => ({ ...settings, validation: { kind: 'column', column: text ?? '' } }),
    auto: () => null,
    isShown: ({ validation }) => validation?.kind === 'column',
  },
  number('seed', 'Seed', { auto: (plan) => plan.seed }),
  {
    name: 'backend',
    label: 'Runs on',
    isMain: false,
    choices: BACKENDS,
    read: ({ backend }) => backend,
    write: (settings, text) => ({
      ...settings,
      backend: BACKENDS.find(([value]) => value === text)?.[0] ?? null,
    }),
    // Once it is chosen, the plan says what was chosen and not what Auto would have taken.
    auto: (plan, { backend }) =>
      plan && {
        text: plan.backend.kind,
        reason: backend === null ? '' : 'default',
        explanation: backendReason(plan.backend),
      },
  },
  choice('loss', 'Loss', { choices: LOSS_CHOICES, fallback: 'squared' }),
  number('huberBend', 'Huber bend', {
    isMain: false,
    auto: () => null,
    isShown: ({ loss }) => loss === 'huber',
  }),
  choice('optimiser', 'Optimiser', { choices: OPTIMISER_WORDS, auto: (plan) => plan.optimiser }),
  number('momentum', 'Momentum', {
    isMain: false,
    auto: (plan) => plan.momentum,
    isShown: (_settings, plan) => plan?.optimiser.value === 'momentum',
  }),
  number('l2', 'L2 penalty', { isMain: false, fallback: 0 }),
  {
    name: 'averaging',
    label: 'Averaging',
    isMain: false,
    choices: [
      ['off', 'last weights'],
      ['on', 'mean of the second half'],
    ],
    read: ({ averaging }) => (averaging ? 'on' : null),
    write: (settings, text) => ({ ...settings, averaging: text === 'on' }),
    auto: () => ({ text: 'off', reason: 'default', explanation: 'The last weights are the answer.' }),
  },
  choice('initialWeights', 'Initial weights', {
    choices: [
      ['zeros', 'zeros'],
      ['normal', 'seeded normal'],
    ],
    fallback: 'zeros',
  }),
  {
    name: 'holdBack',
    label: 'Hold back',
    isMain: false,
    choices: HOLD_BACK,
    read: ({ validation }) => validation?.kind ?? null,
    write: (settings, text) => ({ ...settings, validation: heldBack(text, settings.validation) }),
    auto: (plan) => plan && { ...plan.validation, text: plan.validation.auto.kind },
  },
  stopping('tolerance', 'Stop when flat to'),
  stopping('patience', 'Patience, epochs'),
  stopping('seconds', 'Time limit, s'),
];

/** The settings that an error says would do, and what to write on the button; null where it says none. */
export function mendedSettings(
  settings: TrainingSettings,
  { code, details }: ShownError,
): { words: string; settings: TrainingSettings } | null {
  const { replacement } = details;
  if (replacement === undefined) return null;
  if (code === 'train/diverged') {
    const words = `Train with ${formatExact(Number(replacement))}`;
    return { words, settings: { ...settings, learningRate: Number(replacement) } };
  }
  if (code === 'train/validation-share')
    return { words: 'Hold back 20 %', settings: { ...settings, validation: { kind: 'share', share: 0.2 } } };
  if (code === 'train/negative-target')
    return { words: 'Use the squared loss', settings: { ...settings, loss: 'squared' } };
  return null;
}

/** Why it runs there, as it is shown. */
export function backendReason({ reason }: Backend): string {
  return reason.replaceAll(' x ', ' × ');
}

/** What stands in a field for a value. */
export function wordOf(setting: Setting, text: string): string {
  return setting.choices?.find(([value]) => value === text)?.[1] ?? text;
}

type NumberName = 'learningRate' | 'batchSize' | 'epochs' | 'seed' | 'huberBend' | 'momentum' | 'l2';
type ChoiceName = 'schedule' | 'optimiser' | 'loss' | 'initialWeights';
type More = {
  isMain?: boolean;
  codes?: readonly string[];
  isShown?: NonNullable<Setting['isShown']>;
};

function number(
  name: NumberName,
  label: string,
  more: More & { auto?: (plan: ShownPlan) => Planned<number> | null; fallback?: number },
): Setting {
  const { auto, fallback } = more;
  return {
    ...{ name, label, isMain: more.isMain ?? true },
    ...(more.codes && { codes: more.codes }),
    ...(more.isShown && { isShown: more.isShown }),
    read: (settings) => {
      const value = settings[name];
      return value === null || value === fallback ? null : numberText(value);
    },
    write: (settings, text) => ({ ...settings, [name]: text === null ? (fallback ?? null) : numberIn(text) }),
    auto: (plan) => {
      if (fallback !== undefined) return { text: formatExact(fallback), reason: 'default', explanation: '' };
      const planned = plan && auto ? auto(plan) : null;
      return planned && { ...planned, text: numberText(planned.auto) };
    },
  };
}

function choice(
  name: ChoiceName,
  label: string,
  more: More & {
    choices: readonly (readonly [string, string])[];
    auto?: (plan: ShownPlan) => Planned<string>;
    fallback?: string;
  },
): Setting {
  const { auto, fallback, choices } = more;
  return {
    ...{ name, label, choices, isMain: more.isMain ?? false },
    read: (settings) => (settings[name] === fallback ? null : settings[name]),
    write: (settings, text) => ({
      ...settings,
      [name]: (text ?? fallback ?? null) as Hyperparameters[ChoiceName],
    }),
    auto: (plan) => {
      if (fallback !== undefined) return { text: fallback, reason: 'default', explanation: '' };
      const planned = plan && auto ? auto(plan) : null;
      return planned && { ...planned, text: planned.auto };
    },
  };
}

function stopping(name: 'tolerance' | 'patience' | 'seconds', label: string): Setting {
  return {
    ...{ name, label, isMain: false },
    read: (settings) => {
      const value = settings.stopping[name];
      return value === null ? null : numberText(value);
    },
    write: (settings, text) => ({
      ...settings,
      stopping: { ...settings.stopping, [name]: text === null ? null : numberIn(text) },
    }),
    auto: () => ({ text: 'none', reason: 'default', explanation: '' }),
  };
}

/** NaN for what is no number: the planner says so in words. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replaceAll(',', ''));
}

/** As it would be typed. */
function numberText(value: number | string): string {
  return typeof value === 'string' ? value : String(Number(value.toPrecision(6)));
}

function shareIn(text: string): number {
  return text.includes('%') ? numberIn(text.replace('%', '')) / 100 : numberIn(text);
}

function shareKind(validation: Validation | null): 'share' | 'order' {
  return validation?.kind === 'order' ? 'order' : 'share';
}

function heldBack(kind: string | null, before: Validation | null): Validation | null {
  const share = before !== null && 'share' in before ? before.share : 0.2;
  if (kind === 'share' || kind === 'order') return { kind, share };
  if (kind === 'column') return { kind, column: '' };
  return kind === 'none' ? { kind: 'none' } : null;
}

function validationText(validation: Validation): string {
  return 'share' in validation ? formatShare(validation.share) : 'none';
}
