import type { Checkpoint } from '../../core/checkpoint.js';
import { type Block, BlockReader, type ScanRoom } from '../../core/table/blockReader.js';
import type { ByteKernel } from '../../core/table/byteKernel.js';
import { createDecoder, type Decoder } from '../../core/table/decoder.js';
import type { ScanKernel } from '../../core/table/scanKernel.js';
import type { PartOrder } from './partContract.js';
import { PIECE_ROOM, PieceBuffer } from './pieceBuffer.js';
import { RangeBytes } from './rangeBytes.node.js';

/** A piece, and what remains of a record before it. */
const WINDOW_BYTES = PIECE_ROOM + (1 << 16);
const NO_BLOCKS: Iterator<Block> = [][Symbol.iterator]();

/**
 * One pass over the bytes of a part, block by block. No async generator: V8 makes code for one over and over as it
 * gets hot, which takes longer than to read a file of a hundred megabytes.
 */
export class BytePass {
  readonly reader: BlockReader;
  /** Of the pieces that begin in the part, two words each. */
  readonly hashes: number[] = [];
  byteCount = 0;
  private readonly buffer: PieceBuffer;
  private readonly decoder: Decoder;
  private range: RangeBytes | undefined;
  private blocks = NO_BLOCKS;
  private toSkip: number;
  private isOver = false;
  private isClosed = false;

  constructor(
    private readonly order: PartOrder,
    { kernel, room }: { kernel: ScanKernel & ByteKernel; room: ScanRoom },
    private readonly checkpoint: Checkpoint,
  ) {
    const { plan } = order;
    room.arena.reset();
    this.reader = new BlockReader(plan, kernel, WINDOW_BYTES, room);
    this.buffer = new PieceBuffer(kernel, room.arena);
    this.decoder = createDecoder(plan.guess.dialect.encoding, this.buffer.endOfAscii);
    this.toSkip = plan.isFirstPart ? plan.guess.markLength : 0;
  }

  /**
   * The next block, valid until the one after it; null at the end. To be closed whatever comes of it.
   *
   * @throws NotUtf8; GausslineError as `RangeBytes`, `BlockReader` and the checkpoint.
   */
  async next(): Promise<Block | null> {
    this.range ??= new RangeBytes(this.order.path, this.order, this.buffer);
    for (;;) {
      const step = this.blocks.next();
      if (!step.done) return step.value;
      if (this.isOver) return null;
      const { byteCount, reader } = this;
      if (byteCount > 0) await this.checkpoint({ bytesRead: byteCount, rows: reader.rowCount });
      this.blocks = this.readOn(this.range);
    }
  }

  /** More than once does no harm. */
  close(): void {
    if (!this.isClosed) this.range?.close();
    this.isClosed = true;
  }

  /** Reads a piece, or comes to the end; returns the blocks that it fills. */
  private readOn(range: RangeBytes): Iterator<Block> {
    const piece = range.next(this.reader.roomFor(PIECE_ROOM) ?? this.buffer.bytes);
    if (piece === null) return this.ending();
    const { bytes, hash } = piece;
    this.byteCount += bytes.length;
    if (hash !== null) this.hashes.push(...hash);
    const text = this.decoder.push(bytes.subarray(this.toSkip));
    this.toSkip = 0;
    return this.reader.push(text);
  }

  private *ending(): Generator<Block> {
    this.isOver = true;
    yield* this.reader.push(this.decoder.finish());
    yield* this.reader.finish();
  }
}
