type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array | BigUint64Array;

/** Copies a column to the begin of a larger one. */
export function grown<T extends Column>(from: T, to: T): T {
  to.set(from as never);
  return to;
}
