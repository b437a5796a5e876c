/** What a thread of ours is told when it starts. */
export type ThreadStart = {
  /** Whether it answers the host, or holds parts of files for the thread that does. */
  role: 'host' | 'parts';
  /** Where its compiled code is kept from one start to the next; null for nowhere. */
  codeFolder: string | null;
};
