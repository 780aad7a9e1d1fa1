import { OP } from './plan/layout-ops';
import { MARKS, REGISTERS } from './plan/scan-plan';

/** Bytes of a packet and the memory of the programs that walk over them. */
export class PacketWalker {
  /** At least SLACK_BYTES longer than the content. */
  bytes = new Uint8Array(0);
  view = new DataView(this.bytes.buffer);
  /** The byte after the content. */
  limit = 0;
  readonly registers = new Float64Array(REGISTERS);
  readonly marks = new Float64Array(MARKS);

  constructor(private readonly ops: Int32Array) {}

  /** Makes room for a packet. Bytes behind its content may be anything. */
  reserve(contentBytes: number): void {
    this.limit = contentBytes;
    if (this.bytes.length >= contentBytes + SLACK_BYTES) return;
    this.bytes = new Uint8Array(contentBytes + SLACK_BYTES);
    this.view = new DataView(this.bytes.buffer);
  }

  /**
   * Runs a program.
   * @param p from 0 to `limit`
   * @returns the byte after the fields; more than `limit` if the packet is damaged
   */
  walk(program: number, p: number): number {
    const { ops, bytes, limit, registers } = this;
    const damaged = limit + 1;
    let pc = program;
    let at = p;
    while (at <= limit) {
      switch (ops[pc]) {
        case OP.end:
          return at;
        case OP.skip:
          at += ops[pc + 1] as number;
          pc += 2;
          break;
        case OP.text:
          while (at < limit && bytes[at] !== 0) at++;
          at++;
          pc += 1;
          break;
        case OP.load: {
          const size = ops[pc + 2] as number;
          const from = at + (ops[pc + 3] as number);
          if (from + size > limit) return damaged;
          registers[ops[pc + 1] as number] = this.#integer(from, size, ops[pc + 4] === 1);
          pc += 5;
          break;
        }
        case OP.sequence: {
          const count = registers[ops[pc + 1] as number] as number;
          if (count < 0) return damaged;
          at += count * (ops[pc + 2] as number);
          pc += 3;
          break;
        }
        case OP.repeat:
          at = this.#repeat(pc, at);
          pc = ops[pc + 3] as number;
          break;
        case OP.select:
          pc = this.#select(pc);
          if (pc < 0) return damaged;
          break;
        case OP.jump:
          pc = ops[pc + 1] as number;
          break;
        case OP.align: {
          const over = at % (ops[pc + 1] as number);
          if (over > 0) at += (ops[pc + 1] as number) - over;
          pc += 2;
          break;
        }
        case OP.mark:
          this.marks[ops[pc + 1] as number] = at;
          pc += 2;
          break;
        default:
          throw new Error(`operation ${ops[pc]} at ${pc}`);
      }
    }
    return damaged;
  }

  #repeat(pc: number, p: number): number {
    const { ops } = this;
    const register = ops[pc + 1] as number;
    const count = register < 0 ? (ops[pc + 2] as number) : (this.registers[register] as number);
    if (count < 0) return this.limit + 1;
    let at = p;
    for (let n = 0; n < count && at <= this.limit; n++) {
      const before = at;
      at = this.walk(pc + 4, at);
      if (at === before) break;
    }
    return at;
  }

  #select(pc: number): number {
    const { ops } = this;
    const value = this.registers[ops[pc + 1] as number] as number;
    const cases = ops[pc + 2] as number;
    for (let at = pc + 3; at < pc + 3 + 3 * cases; at += 3) {
      if (value >= (ops[at] as number) && value <= (ops[at + 1] as number)) return ops[at + 2] as number;
    }
    return -1;
  }

  /** Integers of 64 bits are rounded to doubles. No length or selector that fits a packet is. */
  #integer(at: number, size: number, isSigned: boolean): number {
    const { view } = this;
    switch (size) {
      case 1:
        return isSigned ? view.getInt8(at) : view.getUint8(at);
      case 2:
        return isSigned ? view.getInt16(at, true) : view.getUint16(at, true);
      case 4:
        return isSigned ? view.getInt32(at, true) : view.getUint32(at, true);
      default: {
        const high = isSigned ? view.getInt32(at + 4, true) : view.getUint32(at + 4, true);
        return high * 2 ** 32 + view.getUint32(at, true);
      }
    }
  }
}

/** Bytes behind a packet's content: the header of an event and a fixed field may be read before it is known that they are in the content. */
export const SLACK_BYTES = 64;
