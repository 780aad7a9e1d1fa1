import type { FunctionFigure, TreeDirection } from '../analysis/function-table';
import type { DurationHistogram } from './call-detail';
import type { FunctionKey } from './picture';

export interface ViewedFunction extends FunctionFigure {
  key: FunctionKey;
  /** Row of the thread with the longest call; null without a complete call. */
  maxRow: number | null;
  durations: DurationHistogram | null;
}

/** The functions of a range and of rows. */
export interface FunctionPage {
  /** Number of functions before the limit. */
  all: number;
  functions: readonly ViewedFunction[];
  /** Whether figures come from scheduling, so that `ranNs` and the like are known. */
  notes: readonly string[];
}

/**
 * What threads did in the own code of functions, in columns. Functions are left out if the scheduling of none of their threads is
 * known. The three times of a function add up to the part of its self time in which it is known.
 */
export interface SelfTimes {
  keys: readonly FunctionKey[];
  runningNs: Float64Array;
  /** Could run, and had no CPU. */
  waitingNs: Float64Array;
  blockedNs: Float64Array;
}

/** A merged call tree in columns. Nodes come after their parents. */
export interface ViewedTree {
  direction: TreeDirection;
  /** Number of nodes before the limit; the nodes with the least time are left out. */
  all: number;
  /** -1 for a root. */
  parent: Int32Array;
  /** Index into `names` and `keys`. */
  function: Uint32Array;
  count: Float64Array;
  totalNs: Float64Array;
  selfNs: Float64Array;
  names: readonly string[];
  keys: readonly FunctionKey[];
}
