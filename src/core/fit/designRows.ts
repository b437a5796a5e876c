import { compileExactColumn, type ExactEvaluator, type ExactInputs } from '../exact/evaluateExactly.js';
import { type DesignColumn, inputsOf, plainNameOf } from '../model/designColumn.js';
import { type BlockInputs, type ColumnEvaluator, compileColumn } from '../model/evaluate.js';
import type { BlockFacts } from '../table/numberSink.js';
import type { FileBlock, FileRows } from './fileRows.js';
import type { NoValue, RowBlock, RowSource } from './rowSource.js';

/**
 * The rows of a file in terms of the columns of a design, evaluated block by block. Columns of the file that stand in
 * the design as they are go through without a copy.
 *
 * @param extra columns of the file that are wanted besides, as `inputs`.
 * @param isExact true where low words are wanted too, and all is computed in double-double.
 */
export function designRows(
  file: FileRows,
  columns: readonly DesignColumn[],
  { extra = [], isExact = false }: { extra?: readonly string[]; isExact?: boolean } = {},
): DesignRows {
  return new DesignRows(file, columns, { extra, isExact });
}

class DesignRows implements RowSource {
  readonly blocks: AsyncIterable<RowBlock>;
  /** The file's columns in the current block. */
  readonly inputs: ExactInputs;
  private readonly names: readonly string[];
  private readonly evaluate: (rowCount: number) => Pick<RowBlock, 'columns' | 'lows'>;
  /** By column, where all of them are of the file: the place of that among the names. */
  private readonly plainPlaces: readonly number[] | null;
  private block: FileBlock | undefined;
  private isDecimal = true;

  constructor(
    private readonly file: FileRows,
    private readonly columns: readonly DesignColumn[],
    { extra, isExact }: { extra: readonly string[]; isExact: boolean },
  ) {
    this.names = [...new Set([...columns.flatMap(inputsOf), ...extra])];
    const places = columns.map((column) => this.names.indexOf(plainNameOf(column) ?? ''));
    this.plainPlaces = places.includes(-1) ? null : places;
    this.inputs = blockInputs(file, this.names, () => this.block!);
    if (isExact) this.evaluate = evaluateExactly(columns.map(compileExactColumn), this.inputs);
    else if (this.plainPlaces === null)
      this.evaluate = evaluateInDoubles(columns.map(compileColumn), this.inputs);
    else this.evaluate = takeNumbers(columns.flatMap(inputsOf), this.inputs);
    const evaluated = (block: FileBlock) => this.evaluated(block);
    this.blocks = {
      [Symbol.asyncIterator]: () => new MappedBlocks(file.blocks(this.names), evaluated),
    };
  }

  get hasLowWords(): boolean {
    return this.isDecimal;
  }

  noValue(column: number, row: number): NoValue {
    if (this.file.isLeftOut?.(row)) return { reason: 'left out by you', column: '', cell: '' };
    const inputs = inputsOf(this.columns[column]!);
    const missing = inputs.find((name) => this.isMissing(name, row));
    if (missing === undefined) return this.undefinedValue(column, row);
    const odd = this.inputs.codes(missing) === null ? this.file.oddCell(missing, row) : null;
    const reason = odd === null ? 'missing value' : 'not a number';
    return { reason, column: missing, cell: odd ?? '' };
  }

  private evaluated(block: FileBlock): RowBlock {
    this.block = block;
    const { start, rowCount } = block;
    this.isDecimal &&= this.names.every((name, k) => this.inputs.codes(name) !== null || !!block.lows?.[k]);
    const { columns, lows = null } = this.evaluate(rowCount);
    return { start, rowCount, columns, lows, facts: this.factsOf(block) };
  }

  private factsOf({ facts }: FileBlock): BlockFacts[] | null {
    const found: BlockFacts[] = [];
    for (const place of this.plainPlaces ?? []) {
      const known = facts?.[place] ?? null;
      if (known === null) return null;
      found.push(known);
    }
    return this.plainPlaces === null ? null : found;
  }

  private isMissing(name: string, row: number): boolean {
    const place = row - this.block!.start;
    const coded = this.inputs.codes(name);
    return coded === null ? Number.isNaN(this.inputs.numbers(name)[place]!) : coded.codes[place]! < 0;
  }

  /** Every cell holds a number, but the function has no value there. */
  private undefinedValue(column: number, row: number): NoValue {
    const design = this.columns[column]!;
    if (plainNameOf(design) !== null) throw new Error(`Row ${row} has a number in \`${design.name}\`.`);
    const numbers = inputsOf(design).filter((name) => this.inputs.codes(name) === null);
    const name = numbers[0] ?? design.name;
    const place = row - this.block!.start;
    const cells = numbers.map((input) => String(this.inputs.numbers(input)[place]!));
    return { reason: 'undefined value', column: name, cell: cells.join(', ') };
  }
}

/**
 * Blocks made of others, one by one, as a loop asks for them. No async generator: V8 makes code for one over and over as
 * it gets hot.
 */
class MappedBlocks<T, U> implements AsyncIterator<U, undefined> {
  private readonly blocks: Iterator<T> | AsyncIterator<T>;

  constructor(
    blocks: Iterable<T> | AsyncIterable<T>,
    private readonly map: (block: T) => U,
  ) {
    this.blocks = Symbol.asyncIterator in blocks ? blocks[Symbol.asyncIterator]() : blocks[Symbol.iterator]();
  }

  async next(): Promise<IteratorResult<U, undefined>> {
    const step = await this.blocks.next();
    if (step.done) return { done: true, value: undefined };
    try {
      return { done: false, value: this.map(step.value) };
    } catch (error) {
      // A loop closes only what fails in its own body.
      await this.return();
      throw error;
    }
  }

  /** A loop that was left. */
  async return(): Promise<IteratorResult<U, undefined>> {
    await this.blocks.return?.();
    return { done: true, value: undefined };
  }
}

/** Columns that are the file's own need no evaluating. */
function takeNumbers(names: readonly string[], inputs: BlockInputs) {
  return () => {
    const columns: Float64Array[] = [];
    for (const name of names) columns.push(inputs.numbers(name));
    return { columns };
  };
}

function evaluateInDoubles(evaluators: readonly ColumnEvaluator[], inputs: BlockInputs) {
  return (rowCount: number) => ({ columns: evaluators.map((column) => column(inputs, rowCount)) });
}

function evaluateExactly(evaluators: readonly ExactEvaluator[], inputs: ExactInputs) {
  return (rowCount: number) => {
    const columns = evaluators.map((column) => column(inputs, rowCount));
    return { columns: columns.map(({ high }) => high), lows: columns.map(({ low }) => low) };
  };
}

/** What expressions see of the block at hand. */
function blockInputs(
  file: Pick<FileRows, 'levels'>,
  names: readonly string[],
  block: () => FileBlock,
): ExactInputs {
  const places = new Map(names.map((name, k) => [name, k]));
  const columnOf = (name: string) => block().columns[places.get(name)!]!;
  return {
    lows: (name) => block().lows?.[places.get(name)!] ?? null,
    numbers(name) {
      const column = columnOf(name);
      if (column instanceof Float64Array) return column;
      throw new Error(`Column ${name} of the model is no number column.`);
    },
    codes(name) {
      const column = columnOf(name);
      return column instanceof Int32Array ? { codes: column, levels: file.levels(name) } : null;
    },
  };
}
