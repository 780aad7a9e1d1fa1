import type { InsightFacts } from '../facts/insight-facts';
import { lengthOf, union, within } from './cpu-runs';

/** What a thread did in a call. The four add up to its duration. */
export interface TimeInCall {
  runningNs: number;
  /** Could run, and had no CPU. */
  waitingNs: number;
  /** Waited for work: see WAITING_FOR_WORK. */
  workNs: number;
  /** The rest. */
  blockedNs: number;
}

/** @param thread index into `Analysis.threads` @returns null if the scheduling of the thread is not known */
export function timeInCall(
  { scheduling }: InsightFacts,
  thread: number,
  fromNs: number,
  toNs: number,
): TimeInCall | null {
  const kernel = scheduling?.joined.get(thread);
  const times = kernel === undefined ? undefined : scheduling?.threads.get(kernel);
  if (!scheduling?.isComplete || kernel === undefined || !times) return null;
  const runs = times.cpus.flatMap((cpu) => scheduling.runs.on(cpu).filter((run) => run.thread === kernel));
  const running = union(runs.map(({ beginNs, endNs }): [number, number] => [beginNs, endNs]));
  const runningNs = lengthOf(within(running, fromNs, toNs));
  const waitingNs = lengthOf(within(times.waitsNs, fromNs, toNs));
  const workNs = lengthOf(within(times.workWaitsNs, fromNs, toNs));
  const blockedNs = Math.max(0, toNs - fromNs - runningNs - waitingNs - workNs);
  return { runningNs, waitingNs, workNs, blockedNs };
}
