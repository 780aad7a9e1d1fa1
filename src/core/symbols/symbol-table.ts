import type { ElfFunctions } from '@reader/elf/symbol-columns';

/** The functions of one program or library, by address. Addresses are those in the file. */
export class SymbolTable {
  /**
   * @param address sorted, each at most once
   * @param size in bytes; 0 if it is not known
   * @param names UTF-8, one after the other; `nameAt` has the begin of each and, last, the end
   */
  constructor(
    readonly origin: 'full' | 'exported',
    readonly address: Float64Array,
    readonly size: Float64Array,
    readonly names: Uint8Array,
    readonly nameAt: Uint32Array,
  ) {}

  get count(): number {
    return this.address.length;
  }

  /**
   * The function that contains an address. A function without a known size extends to the next.
   * @returns its index; -1 without one
   */
  indexAt(address: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.address[middle] ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const index = low - 1;
    const size = this.size[index] ?? 0;
    const isWithin = size === 0 || address < (this.address[index] ?? 0) + size;
    return index >= 0 && isWithin ? index : -1;
  }

  nameOf(index: number): string {
    return new TextDecoder().decode(this.names.subarray(this.nameAt[index], this.nameAt[index + 1]));
  }
}

const AT = 0x40;

/** Copies the functions of an ELF file. The version of a symbol, `memcpy@@GLIBC_2.14`, is not part of the name. */
export function tableOf({ count, address, size, nameAt, names, origin }: ElfFunctions): SymbolTable | undefined {
  if (origin === 'none' || count === 0) return undefined;
  const ends = new Uint32Array(count + 1);
  for (let index = 0; index < count; index += 1)
    ends[index + 1] = (ends[index] ?? 0) + nameLength(names, nameAt[index] ?? 0);
  const copied = new Uint8Array(ends[count] ?? 0);
  for (let index = 0; index < count; index += 1) {
    const [from, to, at] = [ends[index] ?? 0, ends[index + 1] ?? 0, nameAt[index] ?? 0];
    copied.set(names.subarray(at, at + to - from), from);
  }
  return new SymbolTable(origin, address, size, copied, ends);
}

/** In bytes; longer names are truncated. Mangled names of C++ templates have some thousand characters at most. */
export const LONGEST_NAME = 65_535;

function nameLength(names: Uint8Array, at: number): number {
  let end = at;
  while (names[end] !== 0 && end - at < LONGEST_NAME) {
    if (names[end] === AT && end > at) break;
    end += 1;
  }
  return end - at;
}
