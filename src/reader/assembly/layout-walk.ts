/**
 * Runs the programs of `scan/plan/layout-ops.ts`, which move over fields of variable size. That file has the meaning of each operation
 * and its operands; the numbers here are the same.
 */

const OP_END = 0;
const OP_SKIP = 1;
const OP_TEXT = 2;
const OP_LOAD = 3;
const OP_SEQUENCE = 4;
const OP_REPEAT = 5;
const OP_SELECT = 6;
const OP_JUMP = 7;
const OP_ALIGN = 8;
const OP_MARK = 9;

/** What a program reads and writes beside its own position. Addresses. */
@unmanaged
export class Walk {
  /** Programs, 4 bytes a number. */
  ops: usize;
  /** Doubles. */
  registers: usize;
  /** Addresses of 4 bytes. */
  marks: usize;
  packet: usize;
  /** The byte after the packet's content. The buffer has `SLACK_BYTES` more that may be read. */
  limit: usize;
}

/** What `walk` answers for a damaged packet: beyond any limit. */
export const DAMAGED: usize = 0xffffffff;

/** @returns the address behind the fields; more than `limit` if the packet is damaged */
export function walk(state: Walk, program: u32, from: usize): usize {
  const ops = state.ops;
  const registers = state.registers;
  const limit = state.limit;
  let p = from;
  let pc = program;
  while (p <= limit) {
    const op = ops + ((<usize>pc) << 2);
    switch (load<i32>(op)) {
      case OP_END:
        return p;
      case OP_SKIP:
        p += load<u32>(op, 4);
        pc += 2;
        break;
      case OP_TEXT:
        while (p < limit && load<u8>(p) !== 0) p++;
        p++;
        pc += 1;
        break;
      case OP_LOAD: {
        const at = p + load<u32>(op, 12);
        const bytes = load<u32>(op, 8);
        // The place is inside the packet only if the field is: it would be beyond the end of a damaged one.
        if (at + bytes > limit) return DAMAGED;
        store<f64>(registers + ((<usize>load<u32>(op, 4)) << 3), integerAt(at, bytes, load<u32>(op, 16) !== 0));
        pc += 5;
        break;
      }
      case OP_SEQUENCE: {
        const bytes = register(registers, load<u32>(op, 4)) * <f64>load<u32>(op, 8);
        if (!(bytes >= 0 && bytes <= <f64>(limit - p))) return DAMAGED;
        p += <usize>bytes;
        pc += 3;
        break;
      }
      case OP_REPEAT: {
        const index = load<i32>(op, 4);
        const times = index < 0 ? <f64>load<u32>(op, 8) : register(registers, <u32>index);
        if (!(times >= 0)) return DAMAGED;
        let before = DAMAGED;
        for (let n: f64 = 0; n < times && p !== before && p <= limit; n++) {
          before = p;
          p = walk(state, pc + 4, p);
        }
        pc = load<u32>(op, 12);
        break;
      }
      case OP_SELECT: {
        const value = register(registers, load<u32>(op, 4));
        let range = op + 12;
        const end = range + <usize>load<u32>(op, 8) * 12;
        while (range < end && !(value >= <f64>load<i32>(range) && value <= <f64>load<i32>(range, 4))) range += 12;
        if (range === end) return DAMAGED;
        pc = load<u32>(range, 8);
        break;
      }
      case OP_JUMP:
        pc = load<u32>(op, 4);
        break;
      case OP_ALIGN: {
        const mask = <usize>load<u32>(op, 4) - 1;
        p = state.packet + ((p - state.packet + mask) & ~mask);
        pc += 2;
        break;
      }
      case OP_MARK:
        store<u32>(state.marks + ((<usize>load<u32>(op, 4)) << 2), <u32>p);
        pc += 2;
        break;
      default:
        return DAMAGED;
    }
  }
  return DAMAGED;
}

function register(registers: usize, index: u32): f64 {
  return load<f64>(registers + ((<usize>index) << 3));
}

function integerAt(at: usize, bytes: u32, isSigned: bool): f64 {
  switch (bytes) {
    case 1:
      return isSigned ? <f64>load<i8>(at) : <f64>load<u8>(at);
    case 2:
      return isSigned ? <f64>load<i16>(at) : <f64>load<u16>(at);
    case 4:
      return isSigned ? <f64>load<i32>(at) : <f64>load<u32>(at);
    default:
      return isSigned ? <f64>load<i64>(at) : <f64>load<u64>(at);
  }
}
