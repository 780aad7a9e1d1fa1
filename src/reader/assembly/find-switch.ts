import { walk } from './layout-walk';
import { BYTES_BY_PROGRAM, EventRow, KIND_SCHED_SWITCH } from './plan-rows';
import { Place, Scanner } from './scanner';

/** Walks over the events of a packet, see `findSwitch`. @param H i32: headers are compact; f32: large */
export function switchIn<H>(scanner: Scanner, isLast: bool): i32 {
  const stream = scanner.stream;
  const state = scanner.walk;
  const limit = scanner.limit;
  const contextBytes = stream.contextBytes;
  const rows = scanner.events + <usize>stream.firstEvent * offsetof<EventRow>();
  let found = -1;
  let p = scanner.begin;
  while (p < limit) {
    let id: u32;
    if (isInteger<H>()) {
      id = load<u32>(p) & 31;
      if (id === 31) id = load<u32>(p, 1);
      p += (load<u32>(p) & 31) === 31 ? 13 : 4;
    } else {
      id = load<u16>(p);
      const isExtended = id === 65535;
      if (isExtended) id = load<u32>(p, 2);
      p += isExtended ? 14 : 6;
    }
    if (id >= <u32>stream.idCount) break;
    p = contextBytes >= 0 ? p + contextBytes : walk(state, stream.contextProgram, p);
    const specific = p;
    const row = changetype<EventRow>(rows + <usize>id * offsetof<EventRow>());
    if (row.bytes >= 0) p += row.bytes;
    else if (row.bytes === BYTES_BY_PROGRAM && p <= limit) p = walk(state, row.program, p);
    else break;
    if (p > limit) break;
    if (row.kind !== KIND_SCHED_SWITCH) continue;
    if (!isLast) return load<i32>(Place.of(state.marks, specific, row.a));
    found = load<i32>(Place.of(state.marks, specific, row.c));
  }
  return found;
}
