import { CALL_CLASSES, THREAD_CONTEXT } from '../../../setup/lttng-classes';
import {
  eventClass,
  lttngEventSchema,
  type WrittenEvent,
  type WrittenPacket,
  writeLttngStream,
} from '../../../setup/lttng-events';
import { field, integer } from '../../../setup/lttng-trace';
import { PID_NS, type WrittenLeaf } from '../../../setup/written-leaf';

const MALLOC = 10;
const FREE = 11;
/** Ids of the classes of lttng_ust_pthread; those with a status follow the request. */
const LOCK = { request: 12, acquire: 13, try: 14, release: 15 } as const;

const SCHEMA = lttngEventSchema({
  context: THREAD_CONTEXT,
  classes: [
    ...CALL_CLASSES,
    eventClass(MALLOC, 'lttng_ust_libc:malloc', field('size', integer(64)), field('ptr', integer(64))),
    eventClass(FREE, 'lttng_ust_libc:free', field('ptr', integer(64))),
    ...lockClasses(),
  ],
});

/** The thread of an event. */
export interface Program {
  vpid: number;
  vtid: number;
  name: string;
}

const contextOf = ({ vpid, vtid, name }: Program) => [vpid, vtid, name, PID_NS];

/** A complete call. */
export const call = (of: Program, address: number, fromNs: number, toNs: number): WrittenEvent[] => [
  enter(of, address, fromNs),
  { id: 1, at: toNs, context: contextOf(of), payload: [address, 0] },
];

/** A call without end. */
export const enter = (of: Program, address: number, atNs: number): WrittenEvent => ({
  id: 0,
  at: atNs,
  context: contextOf(of),
  payload: [address, 0],
});

export const allocate = (of: Program, atNs: number, address: number, bytes: number): WrittenEvent => ({
  id: MALLOC,
  at: atNs,
  context: contextOf(of),
  payload: [bytes, address],
});

export const release = (of: Program, atNs: number, address: number): WrittenEvent => ({
  id: FREE,
  at: atNs,
  context: contextOf(of),
  payload: [address],
});

/** A recording of one stream; events are put in the order of time, and those of one time keep their order. */
export function userspace(
  events: readonly WrittenEvent[],
  packets: readonly Omit<WrittenPacket, 'events'>[] = [{ begin: 0, end: 3.9e9 }],
): WrittenLeaf {
  const sorted = [...events].sort((one, other) => Number(one.at) - Number(other.at));
  const filled = packets.map((packet, index) => {
    const next = packets[index + 1]?.begin ?? Number.POSITIVE_INFINITY;
    return { ...packet, events: sorted.filter(({ at }) => Number(at) >= packet.begin && Number(at) < next) };
  });
  return { path: 'ust', schema: SCHEMA, streams: [writeLttngStream(SCHEMA, 'large', filled)] };
}

/** Something that a thread does to a lock. @param status other than 0: it failed */
export const lock = (of: Program, what: keyof typeof LOCK, atNs: number, mutex = 0x7f00, status = 0): WrittenEvent => ({
  id: LOCK[what],
  at: atNs,
  context: contextOf(of),
  payload: what === 'request' ? [mutex] : [mutex, status],
});

function lockClasses() {
  const mutex = field('mutex', integer(64));
  const status = field('status', integer(32, { isSigned: true }));
  return [
    eventClass(LOCK.request, 'lttng_ust_pthread:pthread_mutex_lock_req', mutex),
    eventClass(LOCK.acquire, 'lttng_ust_pthread:pthread_mutex_lock_acq', mutex, status),
    eventClass(LOCK.try, 'lttng_ust_pthread:pthread_mutex_trylock', mutex, status),
    eventClass(LOCK.release, 'lttng_ust_pthread:pthread_mutex_unlock', mutex, status),
  ];
}
