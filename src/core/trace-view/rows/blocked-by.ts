import { THREAD_STATES, type ThreadState } from '@reader/analysis/analysis';
import { WAITING_FOR_WORK } from '@reader/analysis/kernel/syscall-kinds';
import { PICTURE_LANES, type ReadPicture, WHOLE_SPAN } from '@reader/picture/picture';
import { oneLine } from '@shared/model/plain-text';
import type { BlockedBy } from '@shared/trace-view/timeline-rows';

/** States in which a thread is held up; in the others it waits for work. */
const HELD_UP: readonly ThreadState[] = [
  'blocked-on-disk',
  'blocked-on-lock',
  'blocked-on-network',
  'blocked-otherwise',
];
const MOST_SYSCALLS = 20;
const MOST_PART = 255;

/**
 * The system calls in which threads were blocked without waiting for work, the longest first. Waits that are longer than a column of
 * the picture are exact; of shorter ones that are merged, the share of the column counts.
 */
export function blockedBy(picture: ReadPicture): BlockedBy[] {
  const { lanes, syscalls } = picture;
  const totals = new Map<string, number>();
  for (let lane = 0; lane + 1 < lanes.kind.length; lane++) {
    // The lane of system calls follows the lane of states of the thread.
    const isPair = lanes.kind[lane] === PICTURE_LANES.state && lanes.kind[lane + 1] === PICTURE_LANES.syscall;
    if (!isPair || lanes.thread[lane] !== lanes.thread[lane + 1]) continue;
    for (const [syscall, ns] of blockedIn(picture, lane)) {
      const name = oneLine(syscalls[syscall] ?? '');
      if (!WAITING_FOR_WORK.includes(name)) totals.set(name, (totals.get(name) ?? 0) + ns);
    }
  }
  return [...totals]
    .map(([syscall, blockedNs]) => ({ syscall, blockedNs }))
    .sort((a, b) => b.blockedNs - a.blockedNs || (a.syscall < b.syscall ? -1 : 1))
    .slice(0, MOST_SYSCALLS);
}

/** Goes through a lane of states and the next lane side by side. */
function* blockedIn({ lanes, spans }: ReadPicture, lane: number): Generator<[syscall: number, ns: number]> {
  const [begin = 0, middle = 0, end = 0] = [lanes.first[lane], lanes.first[lane + 1], lanes.first[lane + 2]];
  let call = middle;
  for (let state = begin; state < middle; state++) {
    const [fromNs, toNs] = [spans.beginNs[state] ?? 0, spans.endNs[state] ?? 0];
    while (call < end && (spans.endNs[call] ?? 0) <= fromNs) call++;
    if (!HELD_UP.includes(THREAD_STATES[spans.value[state] ?? -1] ?? 'unknown')) continue;
    const part = spans.part[state] ?? WHOLE_SPAN;
    const share = part === WHOLE_SPAN ? 1 : part / MOST_PART;
    for (let at = call; at < end && (spans.beginNs[at] ?? 0) < toNs; at++) {
      const ns = Math.min(toNs, spans.endNs[at] ?? 0) - Math.max(fromNs, spans.beginNs[at] ?? 0);
      if (ns > 0) yield [spans.value[at] ?? 0, ns * share];
    }
  }
}
