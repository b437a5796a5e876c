/** Where the bytes come from. `bytes` is the text of an unsaved buffer (UTF-8) or of a file that is not on a disk. */
export type SourceRef =
  | { kind: 'file'; path: string; name: string }
  | { kind: 'bytes'; name: string; bytes: Uint8Array };
