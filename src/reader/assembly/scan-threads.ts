import { enlarge } from './block';
import { reserve } from './memory';
import { NAME_BYTES } from './plan-rows';

/** Threads of one window, see `ScanThreads` of `scan/scan-result.ts`, by index and by identity. */
@unmanaged
export class ScanThreadList {
  at: usize;
  count: u32;
  capacity: u32;
  /** Indexes + 1, open addressing, at most half full. */
  slots: usize;
  secret: u64;
  mask: u32;
}

@unmanaged
export class ScanThread {
  kind: u32;
  pidNs: u32;
  vpid: i32;
  tid: i32;
  leaf: u32;
  events: u32;
  contextPidNs: u32;
  contextVpid: i32;
  firstNs: f64;
  lastNs: f64;
  nameNs: f64;
  /** Of the event that told contextPidNs and contextVpid. */
  contextNs: f64;
  nameSource: u32;
  /** NAME_BYTES from here on; padded, since the size of a field is a power of two. */
  name: u32;
}
/** Fields, and the rest of the name. */
export const SCAN_THREAD_BYTES: usize = 104;
export const NAME_OFFSET: usize = 68;

const FIRST_THREADS: u32 = 64;
export const NO_THREAD: u32 = 0xffffffff;

export class ScanThreadAt {
  @inline
  static index(list: ScanThreadList, index: u32): ScanThread {
    return changetype<ScanThread>(list.at + <usize>index * SCAN_THREAD_BYTES);
  }
}

export function clearThreads(list: ScanThreadList): void {
  list.count = 0;
  if (list.slots !== 0) memory.fill(list.slots, 0, (<usize>(list.mask + 1)) << 2);
}

/**
 * The index of a thread; adds it if the window does not have it yet.
 * @returns NO_THREAD if there is no memory
 */
export function threadIndex(list: ScanThreadList, kind: u32, pidNs: u32, vpid: i32, tid: i32, leaf: u32): u32 {
  if (list.count === list.capacity && !growThreads(list)) return NO_THREAD;
  const mask = list.mask;
  let at = hashOf(list.secret, kind, pidNs, vpid, tid) & mask;
  let found = load<u32>(list.slots + ((<usize>at) << 2));
  while (found !== 0) {
    const thread = ScanThreadAt.index(list, found - 1);
    if (thread.tid === tid && thread.vpid === vpid && thread.pidNs === pidNs && thread.kind === kind) return found - 1;
    at = (at + 1) & mask;
    found = load<u32>(list.slots + ((<usize>at) << 2));
  }
  const index = list.count++;
  store<u32>(list.slots + ((<usize>at) << 2), index + 1);
  const thread = ScanThreadAt.index(list, index);
  memory.fill(changetype<usize>(thread), 0, SCAN_THREAD_BYTES);
  thread.kind = kind;
  thread.pidNs = pidNs;
  thread.vpid = vpid;
  thread.tid = tid;
  thread.leaf = leaf;
  thread.contextVpid = -1;
  thread.firstNs = NaN;
  thread.lastNs = NaN;
  thread.nameNs = NaN;
  thread.contextNs = -Infinity;
  return index;
}

/** Tells the thread's name, unless it is known from a better source or a later event. @param bytes of the field */
export function nameThread(thread: ScanThread, source: u32, time: f64, from: usize, bytes: u32): void {
  if (source < thread.nameSource || (source === thread.nameSource && time < thread.nameNs)) return;
  const name = changetype<usize>(thread) + NAME_OFFSET;
  const most = <usize>bytes < NAME_BYTES ? <usize>bytes : NAME_BYTES;
  let length: usize = 0;
  while (length < most && load<u8>(from + length) !== 0) length++;
  memory.fill(name, 0, NAME_BYTES);
  memory.copy(name, from, length);
  thread.nameSource = source;
  thread.nameNs = time;
}

/** Threads come from the trace, so the hash has a secret factor, which is odd. */
function hashOf(secret: u64, kind: u32, pidNs: u32, vpid: i32, tid: i32): u32 {
  const a = (((<u64>pidNs) << 32) | <u64>(<u32>tid)) * secret;
  const b = (a ^ (a >> 32) ^ ((<u64>(<u32>vpid)) << 3) ^ <u64>kind) * secret;
  return <u32>(b >> 32);
}

function growThreads(list: ScanThreadList): bool {
  const capacity = list.capacity === 0 ? FIRST_THREADS : list.capacity << 1;
  const at = enlarge(list.at, <usize>list.count * SCAN_THREAD_BYTES, <usize>capacity * SCAN_THREAD_BYTES);
  const slots = reserve((<usize>capacity) << 3);
  if (at === 0 || slots === 0) return false;
  list.at = at;
  list.capacity = capacity;
  list.slots = slots;
  list.mask = (capacity << 1) - 1;
  for (let index: u32 = 0; index < list.count; index++) {
    const thread = ScanThreadAt.index(list, index);
    let slot = hashOf(list.secret, thread.kind, thread.pidNs, thread.vpid, thread.tid) & list.mask;
    while (load<u32>(slots + ((<usize>slot) << 2)) !== 0) slot = (slot + 1) & list.mask;
    store<u32>(slots + ((<usize>slot) << 2), index + 1);
  }
  return true;
}
