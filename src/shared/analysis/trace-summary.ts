import { z } from 'zod';
import { INSIGHT_GROUPS } from '../trace-view/insight';
import { BLOCKED_CAUSES } from './blocked-cause';
import { functionFigureSchema, subjectSchema } from './function-table';

/** Nanoseconds of all threads together. */
export const statesSchema = z.object({
  runningNs: z.number(),
  /** Could run, and had no CPU. */
  waitingNs: z.number(),
  blockedNs: z.record(z.enum(BLOCKED_CAUSES), z.number()),
});
export type States = z.infer<typeof statesSchema>;

export const processFigureSchema = z.object({
  name: z.string(),
  /** In the pid namespace; null if it is not known. */
  vpid: z.number().nullable(),
  /** With events, without the thread that LTTng adds to a traced program. */
  threads: z.number().int(),
  events: z.number(),
  /** Of its first and last event, since the begin of the trace. */
  firstNs: z.number(),
  lastNs: z.number(),
  /** Null without scheduling events of the kernel. */
  states: statesSchema.nullable(),
  /** Null if they were not recorded. */
  pageFaults: z.number().nullable(),
});
export type ProcessFigure = z.infer<typeof processFigureSchema>;

export const OWNER_KINDS = ['container', 'host', 'other', 'unattributed'] as const;

export const ownerFigureSchema = z.object({
  kind: z.enum(OWNER_KINDS),
  /** Name of the container; null for the other kinds. */
  container: z.string().nullable(),
  /** For `unattributed`: why. */
  why: z.string().nullable(),
  events: z.number(),
  states: statesSchema.nullable(),
  pageFaults: z.number().nullable(),
  /** Those with the most running time, or else the most events, first. */
  processes: z.array(processFigureSchema),
  /** Number of processes that are not in the list. */
  moreProcesses: z.number().int(),
});
export type OwnerFigure = z.infer<typeof ownerFigureSchema>;

export const slowCallSchema = subjectSchema.extend({
  function: z.string(),
  thread: z.string(),
  atNs: z.number(),
  durationNs: z.number(),
  /** Median of the calls of the function. */
  p50Ns: z.number().nullable(),
});
export type SlowCall = z.infer<typeof slowCallSchema>;

export const syscallFigureSchema = z.object({
  name: z.string(),
  /** Calls of all processes. */
  count: z.number(),
  failed: z.number(),
  cut: z.number(),
  totalNs: z.number(),
  p50Ns: z.number().nullable(),
  p99Ns: z.number().nullable(),
  maxNs: z.number().nullable(),
  maxAtNs: z.number().nullable(),
});
export type SyscallFigure = z.infer<typeof syscallFigureSchema>;

/** Events that are missing in one stream, between two packets. */
export const lossSchema = z.object({
  leaf: z.string(),
  /** Null if the stream is not of one CPU. */
  cpu: z.number().nullable(),
  fromNs: z.number(),
  toNs: z.number(),
  discardedEvents: z.number(),
  lostPackets: z.number(),
});

export const standingOutSchema = z.object({
  rule: z.string(),
  group: z.enum(INSIGHT_GROUPS),
  sentence: z.string(),
  /** One line that proves it. */
  proof: z.string(),
  /** The rule with its limit. */
  ruleText: z.string(),
  /** How many times the limit; null for a rule without a limit. */
  factor: z.number().nullable(),
  /** Where it was, since the begin of the trace. */
  fromNs: z.number(),
  toNs: z.number(),
  /** Options of another recording that would say more, `--buffers 32x1024`; null if none would. */
  recordAgain: z.string().nullable(),
});
export type StandingOut = z.infer<typeof standingOutSchema>;

/** What was recorded, and so what the figures rest on. */
export const basisSchema = z.object({
  scheduling: z.boolean(),
  calls: z.boolean(),
  syscalls: z.boolean(),
  pageFaults: z.boolean(),
});
export type Basis = z.infer<typeof basisSchema>;

/** The output of `summary --json`. Times are nanoseconds since the begin of the trace. */
export const traceSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  /** ISO 8601; null if the clock of the trace is not the time of day. */
  beginAt: z.string().nullable(),
  /** As in `list`: how long the trace was recorded; of an imported trace the time from the first to the last event. */
  durationMs: z.number().nullable(),
  /** From the begin of the first packet to the end of the last. */
  lengthNs: z.number(),
  /** Of the first and last event; the trace begins and ends with its packets. */
  firstEventNs: z.number(),
  lastEventNs: z.number(),
  recordings: z.array(
    z.object({
      domain: z.enum(['userspace', 'kernel']),
      events: z.number(),
      /** Null if the packets do not count it. */
      discardedEvents: z.number().nullable(),
      lostPackets: z.number().nullable(),
    }),
  ),
  /** That were recorded; null if it is not known. */
  containers: z.number().int().nullable(),
  basis: basisSchema,
  /** What the rules of Insights found: at most six, those about the program first, then the largest factor. */
  insights: z.array(standingOutSchema),
  owners: z.array(ownerFigureSchema),
  /** By self time. */
  functions: z.array(functionFigureSchema),
  slowestCalls: z.array(slowCallSchema),
  frequentSyscalls: z.array(syscallFigureSchema),
  /** By their longest call. */
  slowSyscalls: z.array(syscallFigureSchema),
  losses: z.object({
    discardedEvents: z.number().nullable(),
    lostPackets: z.number().nullable(),
    places: z.number().int(),
    /** The largest, in the order of time. */
    largest: z.array(lossSchema),
  }),
  /** What cannot be told, why, and what to record. */
  notes: z.array(z.string()),
  /** Parts of the trace that could not be read. */
  unread: z.array(z.string()),
});
export type TraceSummary = z.infer<typeof traceSummarySchema>;
