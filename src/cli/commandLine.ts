import { parseArgs } from 'node:util';
import type { Bootstrap } from '../core/fit/quantile/bootstrap.js';
import type { RidgeRule } from '../core/fit/ridgePath.js';
import type { CovarianceKind } from '../core/judge/covarianceKind.js';
import type { Modelling } from '../core/model/modelling.js';
import type { References } from '../core/model/modelPlan.js';
import type { ReadChoices } from '../core/table/readChoices.js';
import {
  bootstrapOf,
  confidenceOf,
  covarianceOf,
  lambdaOf,
  megabytesOf,
  modellingOf,
  referencesOf,
} from './modelOptions.js';
import { readingOf } from './readingOptions.js';
import { readTrainOptions, TRAIN_OPTIONS, type TrainRequest } from './trainOptions.js';
import { usage } from './usageErrors.js';

/** What a command line asks for. */
export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | {
      kind: 'fit';
      file: string;
      formula: string | null;
      modelling: Modelling;
      references: References;
      confidence: number;
      covariance: CovarianceKind;
      /** Of the ridge, or by what it is chosen. */
      lambda: number | RidgeRule;
      /** For standard errors of a quantile; null for none. */
      bootstrap: Bootstrap | null;
      reading: ReadChoices;
      /** In megabytes. */
      memoryBudget: number;
      /** True where double-double is asked for however many rows there are. */
      isExact: true | undefined;
      /** Where the rows are written with their diagnostics; null: nowhere. */
      rows: string | null;
      /** True where the tests of what the fit assumes are asked for. */
      testsAssumptions: boolean;
      /** True where likelihoods of other models are asked for beside the fit's. */
      comparesLikelihoods: boolean;
    }
  | {
      kind: 'predict';
      file: string;
      /** Whose rows are predicted; null: those of `file` in which the target is empty. */
      newFile: string | null;
      formula: string | null;
      modelling: Modelling;
      references: References;
      confidence: number;
      lambda: number | RidgeRule;
      reading: ReadChoices;
      memoryBudget: number;
      isExact: true | undefined;
    }
  | {
      kind: 'compare';
      file: string;
      /** Formulas of the two. */
      models: readonly [string, string];
      modelling: Modelling;
      references: References;
      confidence: number;
      covariance: CovarianceKind;
      lambda: number | RidgeRule;
      reading: ReadChoices;
      memoryBudget: number;
      isExact: true | undefined;
    }
  | { kind: 'read'; file: string; as: ReadingForm | null; reading: ReadChoices }
  | {
      kind: 'train';
      file: string;
      formula: string | null;
      references: References;
      reading: ReadChoices;
      request: TrainRequest;
    };

/** What `gaussline read` gives instead of a table for a person. */
export type ReadingForm = 'json' | 'csv';

/**
 * Reads the arguments after the program's name.
 *
 * @throws GausslineError `cli/usage` for everything that is no command.
 */
export function readCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const { command, file } = commandOf(positionals);
  const reading = readingOf(values);
  const references = referencesOf(values.reference ?? []);
  const common = { file, formula: values.formula ?? null, references, reading };
  refuseOptionsOfOthers(command, values);
  if (command === 'read') return { kind: 'read', file, as: formOf(values.as), reading };
  if (command === 'train') return { kind: 'train', ...common, request: readTrainOptions(values) };
  const fitted = {
    ...common,
    modelling: modellingOf(values),
    confidence: confidenceOf(values.confidence),
    lambda: lambdaOf(values.ridge),
    memoryBudget: megabytesOf(values.memory),
    isExact: values.exact || undefined,
  };
  if (command === 'compare')
    return {
      ...{ kind: 'compare', ...fitted, models: modelsOf(values.model ?? []) },
      covariance: covarianceOf(values.se),
    };
  if (command === 'predict') return { kind: 'predict', ...fitted, newFile: values.new ?? null };
  const bootstrap = bootstrapOf(values, fitted.modelling);
  const rows = values.rows ?? null;
  return {
    ...{ kind: 'fit', ...fitted, covariance: covarianceOf(values.se), bootstrap, rows },
    testsAssumptions: values.assumptions ?? false,
    comparesLikelihoods: values.likelihoods ?? false,
  };
}

/** True when the answer is to be JSON; known even where the rest of the line makes no sense. */
export function asksForJson(args: readonly string[]): boolean {
  const options = optionsOf(args);
  const as = options.indexOf('--as');
  return (
    options.includes('--json') || options.includes('--as=json') || (as >= 0 && options[as + 1] === 'json')
  );
}

/** The arguments before `--`. */
function optionsOf(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        formula: { type: 'string' },
        model: { type: 'string', multiple: true },
        reference: { type: 'string', multiple: true },
        family: { type: 'string' },
        link: { type: 'string' },
        quantile: { type: 'string' },
        bootstrap: { type: 'string' },
        weights: { type: 'string' },
        without: { type: 'string' },
        confidence: { type: 'string' },
        se: { type: 'string' },
        ridge: { type: 'string' },
        memory: { type: 'string' },
        new: { type: 'string' },
        exact: { type: 'boolean' },
        rows: { type: 'string' },
        assumptions: { type: 'boolean' },
        likelihoods: { type: 'boolean' },
        delimiter: { type: 'string' },
        decimal: { type: 'string' },
        'no-header': { type: 'boolean' },
        as: { type: 'string' },
        ...TRAIN_OPTIONS,
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    // parseArgs has one kind of failure: an argument it does not know, or one without its value.
    const message = error instanceof Error ? error.message : String(error);
    throw usage(dashedValue(message, args) ?? `${message.split(/\. |\n/)[0]!.replace(/\.$/, '')}.`);
  }
}

/** Says how a value that begins with a dash is written, where that is what parseArgs refuses; else null. */
function dashedValue(message: string, args: readonly string[]): string | null {
  const option = /^Option '(?:-\w, )?(--[a-z-]+).*' argument is ambiguous/.exec(message)?.[1];
  if (option === undefined) return null;
  const value = args[args.indexOf(option) + 1];
  return `\`${option}\` is followed by \`${value}\`; a value that begins with a dash is written \`${option}=${value}\`.`;
}

type CommandName = 'fit' | 'predict' | 'compare' | 'train' | 'read';
const COMMANDS: readonly string[] = ['fit', 'predict', 'compare', 'train', 'read'] satisfies CommandName[];

function commandOf([command, file, ...rest]: readonly string[]): { command: CommandName; file: string } {
  if (command === undefined)
    throw usage('No command: `fit`, `predict`, `compare`, `train` or `read` and a file are expected.');
  if (!isCommand(command))
    throw usage(
      `There is no command \`${command}\`; \`fit\`, \`predict\`, \`compare\`, \`train\` or \`read\` is expected.`,
    );
  if (file === undefined) throw usage(`No file: \`gaussline ${command} FILE\` is expected.`);
  if (rest.length > 0) throw usage(`One file is expected, but \`${rest[0]}\` follows \`${file}\`.`);
  return { command, file };
}

function isCommand(name: string): name is CommandName {
  return COMMANDS.includes(name);
}

/** Options that only some commands have. */
const OWN_OPTIONS: Readonly<Record<CommandName, readonly string[]>> = {
  fit: [
    ...['formula', 'reference', 'json', 'confidence', 'se', 'ridge', 'bootstrap', 'seed'],
    ...['family', 'link', 'quantile', 'weights', 'without', 'memory', 'exact'],
    ...['rows', 'assumptions', 'likelihoods'],
  ],
  predict: [
    ...['formula', 'reference', 'json', 'confidence', 'ridge'],
    ...['family', 'link', 'quantile', 'weights', 'without', 'memory', 'exact', 'new'],
  ],
  compare: [
    ...['model', 'reference', 'json', 'confidence', 'se', 'ridge'],
    ...['family', 'link', 'quantile', 'weights', 'without', 'memory', 'exact'],
  ],
  train: ['formula', 'reference', 'without', 'json', ...Object.keys(TRAIN_OPTIONS)],
  read: ['as'],
};

function refuseOptionsOfOthers(command: CommandName, values: Readonly<Record<string, unknown>>): void {
  const others = Object.values(OWN_OPTIONS).flat();
  const other = others.find((name) => values[name] !== undefined && !OWN_OPTIONS[command].includes(name));
  if (other !== undefined) throw usage(`\`gaussline ${command}\` has no option \`--${other}\`.`);
}

function modelsOf([first, second, ...rest]: readonly string[]): readonly [string, string] {
  if (first !== undefined && second !== undefined && rest.length === 0) return [first, second];
  throw usage('Two models are compared: `--model "y ~ a" --model "y ~ a + b"` is expected.');
}

function formOf(text: string | undefined): ReadingForm | null {
  if (text === undefined || text === 'json' || text === 'csv') return text ?? null;
  throw usage(`\`--as ${text}\` is neither json nor csv.`);
}
