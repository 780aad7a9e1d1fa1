import { reserve } from './memory';

/**
 * From 64-bit keys to indexes: open addressing, at most half full. Keys come from the trace, so the hash has secret factors: nobody
 * can write a trace whose keys collide.
 */
@unmanaged
export class KeyMap {
  /** Pairs of key (8 bytes) and index + 1 (4 bytes, 0: free). */
  slots: usize;
  mask: u32;
  /** 64 less the bits of the mask. */
  shift: u32;
  count: u32;
  secret: u64;
}

const SLOT_BYTES: usize = 16;
const MOST_SLOTS: u32 = 1 << 26;

/** An empty map; null if there is no memory. @param secret an odd random number */
export function createKeyMap(secret: u64): KeyMap | null {
  const map = changetype<KeyMap | null>(reserve(offsetof<KeyMap>()));
  if (map === null) return null;
  map.secret = secret | 1;
  return resize(map, 1024) ? map : null;
}

/** The key's index + 1; 0 if the key is not in the map. */
export function lookUp(map: KeyMap, key: u64): u32 {
  return load<u32>(slotOf(map, key), 8);
}

/** Removes all keys. */
export function clear(map: KeyMap): void {
  memory.fill(map.slots, 0, <usize>(map.mask + 1) * SLOT_BYTES);
  map.count = 0;
}

/** Adds a key that is not in the map; false if there is no memory. */
export function insert(map: KeyMap, key: u64, index: u32): bool {
  if (map.count >= (map.mask + 1) >> 1 && !resize(map, (map.mask + 1) << 1)) return false;
  const slot = slotOf(map, key);
  store<u64>(slot, key);
  store<u32>(slot, index + 1, 8);
  map.count++;
  return true;
}

/** The slot with the key, or the free one where it belongs. */
function slotOf(map: KeyMap, key: u64): usize {
  const slots = map.slots;
  const end = slots + <usize>map.mask * SLOT_BYTES;
  let slot = Probe.first(map, key);
  while (load<u32>(slot, 8) !== 0 && load<u64>(slot) !== key) slot = slot === end ? slots : slot + SLOT_BYTES;
  return slot;
}

export class Probe {
  /** Where the search for a key begins: the upper bits of the product, which every bit of the key changes. */
  @inline
  static first(map: KeyMap, key: u64): usize {
    return map.slots + <usize>((key * map.secret) >> map.shift) * SLOT_BYTES;
  }
}

function resize(map: KeyMap, slots: u32): bool {
  if (slots > MOST_SLOTS) return false;
  const old = map.slots;
  const oldEnd: usize = old === 0 ? old : old + <usize>(map.mask + 1) * SLOT_BYTES;
  const block = reserve(<usize>slots * SLOT_BYTES);
  if (block === 0) return false;
  map.slots = block;
  map.mask = slots - 1;
  map.shift = clz<u32>(slots - 1) + 32;
  for (let slot = old; slot < oldEnd; slot += SLOT_BYTES)
    if (load<u32>(slot, 8) !== 0) memory.copy(slotOf(map, load<u64>(slot)), slot, SLOT_BYTES);
  return true;
}
