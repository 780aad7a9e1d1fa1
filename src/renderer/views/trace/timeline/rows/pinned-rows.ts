import type { RowLayout } from './lay-rows';

/** The rows that are pinned themselves, not below a pinned row. */
export const pinnedRoots = ({ pinned }: RowLayout): Set<number> =>
  new Set(pinned.filter(({ level }) => level === 0).map(({ row }) => row));
