/** Why a thread did not run, in the order of the table. The names of `THREAD_STATES` in the reader. */
export const BLOCKED_CAUSES = [
  'blocked-on-disk',
  'blocked-on-lock',
  'blocked-on-network',
  'sleeping',
  'waiting-for-events',
  'waiting-for-child',
  'blocked-otherwise',
] as const;
export type BlockedCause = (typeof BLOCKED_CAUSES)[number];
