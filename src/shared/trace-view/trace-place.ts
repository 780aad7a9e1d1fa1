import { z } from 'zod';

export const TRACE_TABS = ['insights', 'timeline', 'functions', 'events', 'compare'] as const;
export type TraceTab = (typeof TRACE_TABS)[number];

const timeSchema = z.number().finite().nonnegative().max(Number.MAX_SAFE_INTEGER);
/** Characters of a filter, and of other texts of a place and of a question. */
export const MOST_TEXT = 1_000;

/** The selected call: the one of the row at that depth at that time. `depth` -1: the system call. */
export const callPlaceSchema = z.strictObject({
  row: z.number().int().nonnegative(),
  depth: z.number().int().min(-1),
  atNs: timeSchema,
});
export type CallPlace = z.infer<typeof callPlaceSchema>;

/** The selected user event: those of the row at that time. */
export const markPlaceSchema = z.strictObject({ row: z.number().int().nonnegative(), atNs: timeSchema });
export type MarkPlace = z.infer<typeof markPlaceSchema>;

/** Where a user is in a trace: all tabs share it, back and forward go through it, and links carry it. */
export const tracePlaceSchema = z.strictObject({
  tab: z.enum(TRACE_TABS),
  /** Null: the whole trace. */
  range: z.strictObject({ fromNs: timeSchema, toNs: timeSchema }).nullable(),
  /** Selected rows by their index; empty: all. */
  rows: z.array(z.number().int().nonnegative()).max(1_000),
  function: z.string().max(MOST_TEXT).nullable(),
  call: callPlaceSchema.nullable(),
  /** A call and a user event are not selected at the same time. */
  mark: markPlaceSchema.nullable().default(null),
  /** Filter of the events. */
  filter: z.string().max(MOST_TEXT),
  /** The other trace of the tab Compare. */
  comparedWith: z.string().max(MOST_TEXT).nullable(),
});
export type TracePlace = z.infer<typeof tracePlaceSchema>;

export const WHOLE_PLACE: TracePlace = {
  tab: 'insights',
  range: null,
  rows: [],
  function: null,
  call: null,
  mark: null,
  filter: '',
  comparedWith: null,
};
