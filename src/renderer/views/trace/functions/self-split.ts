import type { SelfTimes } from '@shared/trace-view/function-page';
import type { FunctionKey } from '@shared/trace-view/picture';
import { shortTime } from '../../../format/nanoseconds';
import { texts } from '../../../texts/en';
import type { StateTimes } from '../table/StateSplit';

const { functions: labels } = texts.traceTabs;

/** What threads did in the own code of each function; without an entry where it is not known. */
export type SelfSplits = ReadonlyMap<FunctionKey, StateTimes>;

export const NO_SPLITS: SelfSplits = new Map();

export const selfSplits = ({ keys, runningNs, waitingNs, blockedNs }: SelfTimes): SelfSplits =>
  new Map(
    keys.map((key, at): [FunctionKey, StateTimes] => [
      key,
      { runningNs: runningNs[at] ?? 0, waitingNs: waitingNs[at] ?? 0, blockedNs: blockedNs[at] ?? 0 },
    ]),
  );

/** `running 8.10 ms, waiting to run 0.12 ms, blocked 1.00 ms` */
export const splitText = ({ runningNs, waitingNs, blockedNs }: StateTimes): string =>
  labels.split(shortTime(runningNs), shortTime(waitingNs), shortTime(blockedNs));

/** The share of the self time in which the function ran: of the part in which that is known. Null if nothing is known. */
export function runningShare(split: StateTimes | undefined): number | null {
  if (!split) return null;
  const knownNs = split.runningNs + split.waitingNs + split.blockedNs;
  return knownNs > 0 ? split.runningNs / knownNs : null;
}
