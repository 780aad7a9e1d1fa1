import { enlarge } from './block';
import { clear, createKeyMap, insert, KeyMap, lookUp } from './key-map';
import { reserve } from './memory';
import { clearRecords, RecordList } from './record-list';
import { clearThreads, ScanThreadList } from './scan-threads';

/** What one window yields, see `ScanResult` of `scan/scan-result.ts`. A slot is used for one window after the other. */
@unmanaged
export class WindowSlot {
  records: RecordList;
  /** Columns of the sorted records, and the first record of each thread. */
  sortedTime: usize;
  sortedOp: usize;
  sortedCapacity: u32;
  threadBegin: usize;
  threadBeginCapacity: u32;
  threads: ScanThreadList;
  /** Addresses of functions, 8 bytes each. */
  addresses: usize;
  addressCount: u32;
  addressCapacity: u32;
  addressIndexes: KeyMap;
  /** 4 bytes for each event class, and for each leaf and bin. */
  eventCounts: usize;
  density: usize;
  allocations: usize;
  allocationCount: u32;
  allocationCapacity: u32;
  /** Pairs of packets that ended early and the bytes to where, 4 bytes each. */
  damages: usize;
  damageCount: u32;
  damageCapacity: u32;
  classCount: u32;
  densityCells: u32;
}

/** A release (bytes -1) or an allocation of lttng_ust_libc. */
@unmanaged
export class Allocation {
  timeNs: f64;
  bytes: f64;
  address: u64;
  thread: u32;
}
export const ALLOCATION_BYTES: usize = 32;

const FIRST_ITEMS: u32 = 64;

/** @returns 0 if there is no memory */
export function createSlot(classCount: u32, densityCells: u32, secret: u64): usize {
  const at = reserve(offsetof<WindowSlot>());
  const records = reserve(offsetof<RecordList>());
  const threads = reserve(offsetof<ScanThreadList>());
  const addressIndexes = createKeyMap(secret);
  if (at === 0 || records === 0 || threads === 0 || addressIndexes === null) return 0;
  const slot = changetype<WindowSlot>(at);
  slot.records = changetype<RecordList>(records);
  slot.threads = changetype<ScanThreadList>(threads);
  slot.threads.secret = secret;
  slot.addressIndexes = addressIndexes;
  slot.classCount = classCount;
  slot.densityCells = densityCells;
  slot.eventCounts = reserve((<usize>classCount) << 2);
  slot.density = reserve((<usize>densityCells) << 2);
  return slot.eventCounts === 0 || slot.density === 0 ? 0 : at;
}

export function clearSlot(address: usize): void {
  const slot = changetype<WindowSlot>(address);
  clearRecords(slot.records);
  clearThreads(slot.threads);
  clear(slot.addressIndexes);
  slot.addressCount = 0;
  slot.allocationCount = 0;
  slot.damageCount = 0;
  memory.fill(slot.eventCounts, 0, (<usize>slot.classCount) << 2);
  memory.fill(slot.density, 0, (<usize>slot.densityCells) << 2);
}

/** The index of an address in the window + 1; 0 if there is no memory. */
export function addressIndex(slot: WindowSlot, address: u64): u32 {
  const known = lookUp(slot.addressIndexes, address);
  if (known !== 0) return known;
  if (slot.addressCount === slot.addressCapacity) {
    const capacity = slot.addressCapacity === 0 ? FIRST_ITEMS : slot.addressCapacity << 1;
    const larger = enlarge(slot.addresses, (<usize>slot.addressCount) << 3, (<usize>capacity) << 3);
    if (larger === 0) return 0;
    slot.addresses = larger;
    slot.addressCapacity = capacity;
  }
  if (!insert(slot.addressIndexes, address, slot.addressCount)) return 0;
  store<u64>(slot.addresses + ((<usize>slot.addressCount) << 3), address);
  return ++slot.addressCount;
}

/** Adds an allocation or a release, not of address 0; false if there is no memory. */
export function addAllocation(slot: WindowSlot, time: f64, thread: u32, address: u64, bytes: f64): bool {
  if (address === 0) return true;
  if (slot.allocationCount === slot.allocationCapacity) {
    const capacity = slot.allocationCapacity === 0 ? FIRST_ITEMS : slot.allocationCapacity << 1;
    const used = <usize>slot.allocationCount * ALLOCATION_BYTES;
    const larger = enlarge(slot.allocations, used, <usize>capacity * ALLOCATION_BYTES);
    if (larger === 0) return false;
    slot.allocations = larger;
    slot.allocationCapacity = capacity;
  }
  const item = changetype<Allocation>(slot.allocations + <usize>slot.allocationCount * ALLOCATION_BYTES);
  slot.allocationCount++;
  item.timeNs = time;
  item.thread = thread;
  item.address = address;
  item.bytes = bytes;
  return true;
}

/** Reports a packet that ended early; false if there is no memory. @param position bytes from its begin to where reading stopped */
export function addDamage(slot: WindowSlot, packet: u32, position: u32): bool {
  if (slot.damageCount === slot.damageCapacity) {
    const capacity = slot.damageCapacity === 0 ? FIRST_ITEMS : slot.damageCapacity << 1;
    const larger = enlarge(slot.damages, (<usize>slot.damageCount) << 3, (<usize>capacity) << 3);
    if (larger === 0) return false;
    slot.damages = larger;
    slot.damageCapacity = capacity;
  }
  const item = slot.damages + ((<usize>slot.damageCount) << 3);
  store<u32>(item, packet);
  store<u32>(item, position, 4);
  slot.damageCount++;
  return true;
}
