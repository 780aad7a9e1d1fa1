import { z } from 'zod';
import type { FunctionComparison } from '../analysis/function-comparison';
import { FUNCTION_SORTS, TREE_DIRECTIONS } from '../analysis/function-table';
import type { CallDetail, CallList, CallSummary } from './call-detail';
import type { EventMatches, EventPage } from './event-page';
import type { FunctionPage, SelfTimes, ViewedTree } from './function-page';
import { INSIGHT_SOURCES, type Insights } from './insight';
import type { Picture } from './picture';
import type { RowFigures, WholeTrace } from './timeline-rows';
import type { TraceFacts } from './trace-facts';
import { callPlaceSchema, type MarkPlace, MOST_TEXT, markPlaceSchema } from './trace-place';
import type { SearchMatches } from './trace-search';
import type { Marks, UserEvent } from './user-events';

const MOST_ROWS = 1_000;
export const MOST_COLUMNS = 4_096;
export const MOST_EVENTS_OF_PAGE = 500;
export const MOST_CALLS = 10_000;
export const MOST_FUNCTIONS = 5_000;
export const MOST_TREE_NODES = 20_000;

const timeSchema = z.number().finite().nonnegative().max(Number.MAX_SAFE_INTEGER);
const rangeSchema = z
  .strictObject({ fromNs: timeSchema, toNs: timeSchema })
  .refine(({ fromNs, toNs }) => fromNs < toNs, 'The range is empty.');
const rowSchema = z.number().int().nonnegative();
/** Empty: all rows. */
const rowsSchema = z.array(rowSchema).max(MOST_ROWS);
const functionKeySchema = z.string().regex(/^\d{1,9}:[0-9a-f]{1,16}$/);
const selectionSchema = z.strictObject({ range: rangeSchema, rows: rowsSchema });
const eventPositionSchema = z.strictObject({ timeNs: timeSchema, skip: z.number().int().nonnegative() });

/** The arguments of each question about the opened trace. The process that answers parses them. */
export const TRACE_VIEW_CALLS = {
  facts: z.null(),
  /** Reads the whole trace once, or its cache. Everything below waits for it. */
  whole: z.null(),
  /** What the rules say as soon as a source was read. Null: without reading any. See `Insights.remaining`. */
  insights: z.strictObject({ read: z.enum(INSIGHT_SOURCES).nullable() }),
  figures: z.strictObject({ range: rangeSchema }),
  picture: z.strictObject({
    range: rangeSchema,
    columns: z.number().int().min(16).max(MOST_COLUMNS),
    /** Rows in sight and near it: containers, processes, threads, CPUs. */
    rows: z.array(rowSchema).max(MOST_ROWS),
  }),
  /** User events, in the rows that are asked for. */
  marks: z.strictObject({
    range: rangeSchema,
    columns: z.number().int().min(16).max(MOST_COLUMNS),
    rows: z.array(rowSchema).max(MOST_ROWS),
  }),
  'user-events': markPlaceSchema,
  /** The nearest user event of the rows before or after a time. */
  'next-user-event': z.strictObject({
    rows: rowsSchema,
    atNs: timeSchema,
    direction: z.enum(['previous', 'next']),
  }),
  call: callPlaceSchema,
  'call-summary': callPlaceSchema,
  /** Calls of a function that are at least `fromNs` and less than `toNs` long. */
  'calls-of': z.strictObject({
    function: functionKeySchema,
    range: rangeSchema,
    durations: z.strictObject({ fromNs: timeSchema, toNs: timeSchema }).nullable(),
    order: z.enum(['time', 'longest']),
    limit: z.number().int().min(1).max(MOST_CALLS),
  }),
  functions: selectionSchema.extend({
    sort: z.enum(FUNCTION_SORTS),
    limit: z.number().int().min(1).max(MOST_FUNCTIONS),
  }),
  /** Follows the table of functions, and takes longer. Empty where scheduling was not recorded. */
  'self-times': selectionSchema,
  tree: selectionSchema.extend({
    direction: z.enum(TREE_DIRECTIONS),
    limit: z.number().int().min(1).max(MOST_TREE_NODES),
  }),
  events: selectionSchema.extend({
    filter: z.string().max(MOST_TEXT),
    from: eventPositionSchema,
    direction: z.enum(['forward', 'backward']),
    limit: z.number().int().min(1).max(MOST_EVENTS_OF_PAGE),
  }),
  'event-matches': selectionSchema.extend({
    filter: z.string().max(MOST_TEXT),
    bins: z.number().int().min(1).max(4_096),
  }),
  search: z.strictObject({ text: z.string().min(1).max(MOST_TEXT) }),
  /** Ranges of null: the whole traces. Each range counts from the begin of its own trace. */
  compare: z.strictObject({
    otherId: z.string().max(MOST_TEXT),
    range: rangeSchema.nullable(),
    otherRange: rangeSchema.nullable(),
  }),
} as const satisfies Record<string, z.ZodType>;

export type TraceViewCall = keyof typeof TRACE_VIEW_CALLS;
export type TraceViewArgs<C extends TraceViewCall> = z.input<(typeof TRACE_VIEW_CALLS)[C]>;

/** The answer to each question. Large columns are typed arrays. */
export interface TraceViewAnswers {
  facts: TraceFacts;
  whole: WholeTrace;
  insights: Insights;
  figures: RowFigures;
  picture: Picture;
  marks: Marks;
  /** At most 20; empty if there is none at that place. */
  'user-events': readonly UserEvent[];
  /** Null if there is none. */
  'next-user-event': MarkPlace | null;
  /** Null if there is no call at that place. */
  call: CallDetail | null;
  'call-summary': CallSummary | null;
  'calls-of': CallList;
  functions: FunctionPage;
  'self-times': SelfTimes;
  tree: ViewedTree;
  events: EventPage;
  'event-matches': EventMatches;
  search: SearchMatches;
  compare: FunctionComparison;
}
true satisfies TraceViewCall extends keyof TraceViewAnswers
  ? keyof TraceViewAnswers extends TraceViewCall
    ? true
    : never
  : never;
