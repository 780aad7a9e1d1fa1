import { z } from 'zod';
import { functionFigureSchema } from './function-table';

const traceSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Number of functions that it calls. */
  functions: z.number().int(),
});

/** One function in two traces. */
export const comparedFunctionSchema = z.object({
  /** As in both traces: the name, or the image for containers that the app named. */
  container: z.string().nullable(),
  process: z.string(),
  function: z.string(),
  /** Null if the function was not called. */
  figures: z.tuple([functionFigureSchema.nullable(), functionFigureSchema.nullable()]),
  /** Second minus first; a function that was not called counts as 0. */
  selfDifferenceNs: z.number(),
  totalDifferenceNs: z.number(),
  countDifference: z.number(),
  /** Second divided by first; null if the first is 0. */
  selfRatio: z.number().nullable(),
});
export type ComparedFunction = z.infer<typeof comparedFunctionSchema>;

/** The output of `compare --functions --json`. */
export const functionComparisonSchema = z.object({
  traces: z.tuple([traceSchema, traceSchema]),
  /** Number of functions before `--limit`. */
  all: z.number().int(),
  /** The largest difference of self time first. */
  functions: z.array(comparedFunctionSchema),
});
export type FunctionComparison = z.infer<typeof functionComparisonSchema>;
