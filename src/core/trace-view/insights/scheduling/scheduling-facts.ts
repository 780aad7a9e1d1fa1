import { syscallNames } from '@reader/analysis/analyser';
import type { Analysis, ThreadRow } from '@reader/analysis/analysis';
import { followSpans } from '@reader/compiled/follow-spans';
import { readingOfDomain } from '@reader/packets/packets-of-domain';
import type { TraceReading } from '@reader/trace-reading';
import type { OpenedTrace } from '../../../analysis/open-trace';
import type { AnswerFacts } from '../answers/answer-log';
import type { CpuRuns } from './cpu-runs';
import { type FunctionTimes, functionTimes } from './function-times';
import { joinedThreads } from './joined-threads';
import { SchedulingSink, type ThreadTimes } from './scheduling-sink';

/** What the scheduling events say beside the sums of the analysis. */
export interface SchedulingFacts {
  /** By index into `Analysis.threads`. */
  threads: ReadonlyMap<number, ThreadTimes>;
  runs: CpuRuns;
  /** The kernel's thread of each thread of userspace that makes calls. Indexes into `Analysis.threads`. */
  joined: ReadonlyMap<number, number>;
  answers: AnswerFacts;
  /** Null if no thread of userspace is joined, or there were too many states to keep. */
  functions: FunctionTimes | null;
  /** False if there were too many spans to keep. */
  isComplete: boolean;
}

/**
 * Reads the kernel's part of a trace once more. Threads are matched with the rows of the analysis.
 * @throws ReadError, also when the signal is aborted
 */
export async function schedulingFacts(
  { reading, attribution }: { reading: TraceReading; attribution: Pick<OpenedTrace['attribution'], 'epochs'> },
  { threads, functions }: Pick<Analysis, 'threads' | 'functions'>,
  signal: AbortSignal,
): Promise<SchedulingFacts> {
  const sink = new SchedulingSink(syscallNames(reading));
  const { epochs } = attribution;
  await followSpans(readingOfDomain(reading, 'kernel'), { epochs, signal }, sink);
  const rows = new Map<string, number>();
  for (const [index, row] of threads.entries()) if (row.domain === 'kernel') rows.set(keyOf(row), index);
  const { times, runs, answers, isComplete } = sink.finish((thread) => rows.get(keyOf(thread)) ?? null);
  const trace = { reading, attribution };
  const joined = functions.length > 0 ? await joinedThreads(trace, { threads }, signal) : new Map<number, number>();
  const own = joined.size > 0 ? await functionTimes({ reading, epochs }, { threads }, joined, signal) : null;
  return { threads: times, runs, joined, answers, functions: own, isComplete };
}

const keyOf = ({ pidNs, epoch, vpid, tid }: Pick<ThreadRow, 'pidNs' | 'epoch' | 'vpid' | 'tid'>): string =>
  `${pidNs} ${epoch} ${vpid} ${tid}`;
