import { z } from 'zod';

/** Nanoseconds; null without a complete call. */
const durationSchema = z.number().nullable();

/** The processes of a row: by name, or the number of different ones. */
export const subjectSchema = z.object({
  /** Null for processes outside of containers, or if the container cannot be told. */
  container: z.string().nullable(),
  process: z.string(),
  /** Null for several processes. */
  vpid: z.number().nullable(),
  /** Number of processes. */
  processes: z.number().int(),
});
export type Subject = z.infer<typeof subjectSchema>;

/** One function with its calls. Only complete calls are in the statistics; `totalNs` and `selfNs` include the others. */
export const functionFigureSchema = subjectSchema.extend({
  /** The name, or the file with an address, or an address. */
  function: z.string(),
  /** Path of the program or library; null if it is not known. */
  binary: z.string().nullable(),
  /** Why there is no name; null if there is one. */
  unnamed: z.string().nullable(),
  count: z.number(),
  /** Calls without a known begin or end. */
  cut: z.number(),
  totalNs: z.number(),
  selfNs: z.number(),
  /** Part of the self time of all selected functions, 0 to 1. */
  share: z.number(),
  minNs: durationSchema,
  p50Ns: durationSchema,
  p90Ns: durationSchema,
  p99Ns: durationSchema,
  maxNs: durationSchema,
  /** When the longest call began, since the begin of the trace. */
  maxAtNs: durationSchema,
});
export type FunctionFigure = z.infer<typeof functionFigureSchema>;

export const FUNCTION_SORTS = ['self', 'total', 'count', 'p99', 'max'] as const;
export type FunctionSort = (typeof FUNCTION_SORTS)[number];

const SORT_KEYS = {
  self: ({ selfNs }) => selfNs,
  total: ({ totalNs }) => totalNs,
  count: ({ count }) => count,
  p99: ({ p99Ns }) => p99Ns ?? -1,
  max: ({ maxNs }) => maxNs ?? -1,
} as const satisfies Record<FunctionSort, (row: FunctionFigure) => number>;

/** Largest first; equal figures by name, so that the order is always the same. */
export function sortedFunctions(rows: readonly FunctionFigure[], sort: FunctionSort): FunctionFigure[] {
  const key = SORT_KEYS[sort];
  return [...rows].sort((a, b) => key(b) - key(a) || (a.function < b.function ? -1 : 1));
}

/** A node of a call tree. Nodes come after their parents. */
export const treeNodeSchema = z.object({
  /** Index of the parent in the list; -1 for a root. */
  parent: z.number().int(),
  function: z.string(),
  count: z.number(),
  totalNs: z.number(),
  selfNs: z.number(),
});
export type TreeNode = z.infer<typeof treeNodeSchema>;

export const TREE_DIRECTIONS = ['top-down', 'bottom-up'] as const;
export type TreeDirection = (typeof TREE_DIRECTIONS)[number];

const rangeSchema = z.object({ fromNs: z.number(), toNs: z.number() });

/** The output of `functions --json`. */
export const functionTableSchema = z.object({
  id: z.string(),
  range: rangeSchema,
  /** Why there are no functions, or what is missing in their figures. */
  notes: z.array(z.string()),
  /** Number of functions before `--limit`. */
  all: z.number().int(),
  functions: z.array(functionFigureSchema),
  /** With `--tree`. */
  tree: z.object({ direction: z.enum(TREE_DIRECTIONS), nodes: z.array(treeNodeSchema) }).nullable(),
});
export type FunctionTable = z.infer<typeof functionTableSchema>;
