import type { ElfFunctions, SymbolColumns } from './symbol-columns';

const GLOBAL = 1;
const WEAK = 2;
const UNDERSCORE = 0x5f;

/**
 * Sorts symbols by address and keeps one for each address: one with a size before one without, a global one before a weak
 * one before a local one, one with fewer leading underscores, and of equal ones the first in the file. perf(1) selects alike
 * (tools/perf/util/symbol.c, choose_best_symbol). Symbols without a name are left out.
 */
export function inOrder(
  symbols: SymbolColumns,
  names: Uint8Array,
): Pick<ElfFunctions, 'count' | 'address' | 'size' | 'nameAt'> {
  const { address } = symbols;
  const order = orderByAddress(symbols);
  const kept = new Uint32Array(symbols.count);
  let count = 0;
  for (let from = 0; from < order.length; ) {
    let best = order[from] ?? 0;
    let next = from + 1;
    const here = address[best];
    for (; next < order.length && address[order[next] ?? 0] === here; next += 1) {
      const other = order[next] ?? 0;
      if (isBetter(symbols, names, other, best)) best = other;
    }
    if (hasName(names, symbols.nameAt[best] ?? 0)) kept[count++] = best;
    from = next;
  }
  const pick = <T extends Float64Array | Uint32Array>(into: T, from: T): T => {
    for (let index = 0; index < count; index += 1) into[index] = from[kept[index] ?? 0] ?? 0;
    return into;
  };
  return {
    count,
    address: pick(new Float64Array(count), symbols.address),
    size: pick(new Float64Array(count), symbols.size),
    nameAt: pick(new Uint32Array(count), symbols.nameAt),
  };
}

/** Indexes by address, and by index where addresses are equal. */
function orderByAddress({ address, count }: SymbolColumns): Uint32Array {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (let index = 0; index < count; index += 1) {
    const here = address[index] ?? 0;
    if (here < low) low = here;
    if (here > high) high = here;
  }
  // Address and index in one number: typed arrays sort numbers without a callback, ten times as fast.
  if (count > 0 && (high - low + 1) * count < Number.MAX_SAFE_INTEGER) {
    const keys = new Float64Array(count);
    for (let index = 0; index < count; index += 1) keys[index] = ((address[index] ?? 0) - low) * count + index;
    return Uint32Array.from(keys.sort(), (key) => key % count);
  }
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  return order.sort((a, b) => (address[a] ?? 0) - (address[b] ?? 0) || a - b);
}

function isBetter(symbols: SymbolColumns, names: Uint8Array, one: number, than: number): boolean {
  const sized = sign(symbols.size[one]) - sign(symbols.size[than]);
  if (sized !== 0) return sized > 0;
  const ranked = rankOf(symbols.binding[one]) - rankOf(symbols.binding[than]);
  if (ranked !== 0) return ranked > 0;
  return underscores(names, symbols.nameAt[one] ?? 0) < underscores(names, symbols.nameAt[than] ?? 0);
}

const sign = (size: number | undefined): number => (size ? 1 : 0);

const rankOf = (binding: number | undefined): number => (binding === GLOBAL ? 2 : binding === WEAK ? 1 : 0);

/** Without a name the most: it loses. */
function underscores(names: Uint8Array, at: number): number {
  if (!hasName(names, at)) return Number.POSITIVE_INFINITY;
  let end = at;
  while (names[end] === UNDERSCORE) end += 1;
  return end - at;
}

const hasName = (names: Uint8Array, at: number): boolean => (names[at] ?? 0) !== 0;
