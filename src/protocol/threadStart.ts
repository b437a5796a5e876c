/** What a thread of ours is told when it starts. */
export type ThreadStart = {
  /** Where its compiled code is kept from one start to the next; null for nowhere. */
  codeFolder: string | null;
} & (
  | {
      /** It answers the host. */
      role: 'host';
      /** Of the processor: it starts threads for parts of files accordingly, and spares itself loading `node:os`. */
      cores: number;
    }
  | {
      /** It holds parts of files for the thread that answers the host. */
      role: 'parts';
    }
);
