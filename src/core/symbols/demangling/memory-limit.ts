const MEMORY_SECTION = 5;
const HEADER_BYTES = 8;

/**
 * Gives the memory of a WebAssembly module a maximum, which its compiler did not set. Beyond it, the module's own allocation
 * fails. Layout: WebAssembly specification, section 5.5.8, "Memory Section".
 * @param most pages of 64 KiB
 * @throws RangeError for a module without a memory of its own, or with more than one
 */
export function withMemoryLimit(module: Uint8Array, most: number): Uint8Array {
  for (let at = HEADER_BYTES; at < module.length; ) {
    const size = readNumber(module, at + 1);
    const end = size.next + size.value;
    if (module[at] !== MEMORY_SECTION) {
      at = end;
      continue;
    }
    const [count, flags] = [module[size.next], module[size.next + 1] ?? 0];
    if (count !== 1 || flags > 1) break;
    const initial = readNumber(module, size.next + 2);
    if (initial.value > most) break;
    const section = [1, 1, ...numberBytes(initial.value), ...numberBytes(most)];
    const changed = [MEMORY_SECTION, ...numberBytes(section.length), ...section];
    const limited = new Uint8Array(at + changed.length + module.length - end);
    limited.set(module.subarray(0, at));
    limited.set(changed, at);
    limited.set(module.subarray(end), at + changed.length);
    return limited;
  }
  throw new RangeError('The module has no memory that can be limited.');
}

/** Unsigned LEB128. */
function readNumber(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next: at };
  }
  throw new RangeError('A number of the module is too long.');
}

function numberBytes(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return [...bytes, rest];
}
