import type { FunctionKey } from './picture';

/** What a search finds. */
export interface SearchMatches {
  functions: readonly {
    key: FunctionKey;
    name: string;
    row: number;
    count: number;
    maxNs: number;
    maxAtNs: number;
    maxRow: number;
  }[];
  /** Containers, processes and threads. */
  rows: readonly number[];
  /** Names of events. */
  events: readonly { name: string; count: number }[];
  /** Number of each before the limit of 200. */
  all: { functions: number; rows: number; events: number };
}
