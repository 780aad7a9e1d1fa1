import type { Buffers } from '../tracing/events';
import type { FunctionKey } from './picture';
import type { TracePart } from './trace-parts';

export const INSIGHT_GROUPS = ['program', 'recording'] as const;
export type InsightGroup = (typeof INSIGHT_GROUPS)[number];

/**
 * What rules look at beside the analysis of the whole trace, the cheapest first. Each is read from the trace once more, where it was
 * recorded.
 */
export const INSIGHT_SOURCES = ['processes', 'locks', 'transfers', 'scheduling'] as const;
export type InsightSource = (typeof INSIGHT_SOURCES)[number];

/** A piece of a sentence. `strong`: a figure or a name that stands out; `code`: a function, a system call or a file. */
export interface SentencePart {
  text: string;
  style: 'plain' | 'strong' | 'code' | 'strong-code';
}

/** The figure beside an insight. Times are nanoseconds since the begin of the trace. */
export type Evidence =
  | {
      kind: 'histogram';
      fromNs: readonly number[];
      toNs: number;
      counts: readonly number[];
      medianNs: number;
      markNs: number;
    }
  | { kind: 'bars'; unit: 'share' | 'ns' | 'count'; bars: readonly { label: string; value: number }[] }
  /** Parts of a thread's time: running, waiting to run, blocked. They add up to `lengthNs`. */
  | {
      kind: 'states';
      lengthNs: number;
      runningNs: number;
      waitingNs: number;
      blockedNs: number;
      bracketNs: number;
      label: string;
    }
  | { kind: 'curve'; fromNs: number; toNs: number; unit: 'bytes'; values: readonly number[] }
  | { kind: 'density'; fromNs: number; toNs: number; counts: readonly number[]; lossFromNs: number; lossToNs: number };

/** What *Show* opens. */
export interface InsightPlace {
  fromNs: number;
  toNs: number;
  /** Rows that prove it. */
  rows: readonly number[];
  function: FunctionKey | null;
  /** The call to select. */
  call: { row: number; depth: number; atNs: number } | null;
}

export interface Finding {
  /** The same in every answer about the trace: the rule, and whom it is about. */
  key: string;
  rule: string;
  group: InsightGroup;
  sentence: readonly SentencePart[];
  /** One line that proves it. */
  proof: readonly SentencePart[];
  /** The rule with its limit, as it follows `Rule: `: begins in lower case, without a full stop. */
  ruleText: string;
  /** How many times the limit; null for a rule without a limit. */
  factor: number | null;
  evidence: Evidence | null;
  place: InsightPlace;
  /** Null where recording again with other options says no more. */
  recordAgain: FindingRemedy | null;
}

/** Another recording that would say more. */
export type FindingRemedy =
  /** Larger buffers of one recording: those that would have held the burst, or else four times the size. */
  | { kind: 'buffers'; domain: 'userspace' | 'kernel'; buffers: Buffers }
  /** The same recording, and parts that it did not have. */
  | { kind: 'parts'; parts: readonly TracePart[] };

/** A rule that found nothing or could not be checked. */
export interface QuietRule {
  rule: string;
  /** `Hot function`. */
  title: string;
  /** As `Finding.ruleText`. */
  text: string;
}

/** `missing` is a clause: `page faults were not recorded`. */
export interface UncheckedRule extends QuietRule {
  missing: string;
}

/** `why` is the message of the error. */
export interface FailedRule extends QuietRule {
  why: string;
}

/** What all rules say about a trace. */
export interface Insights {
  /** Those about the program come first. Within a group, those without a limit come first, then the largest factor. */
  findings: readonly Finding[];
  /** Rules that were checked and found nothing. */
  silent: readonly QuietRule[];
  /** Rules that wait for a source of `remaining`. */
  pending: readonly QuietRule[];
  /** Rules that could not be checked. */
  unchecked: readonly UncheckedRule[];
  /** Rules that an error kept from being checked. */
  failed: readonly FailedRule[];
  /** Sources that were recorded and not read yet, the next one first. */
  remaining: readonly InsightSource[];
  /** System calls in which a thread waits for work, so that it is not blocked by anything. */
  waitingForWork: readonly string[];
}
