import { ReadError } from '../read-error';
import { type CoreExports, coreModule, createCoreInstance, createCoreMemory } from './core-instance';

/** An instance of the core and its memory. */
export interface Core {
  exports: CoreExports;
  memory: WebAssembly.Memory;
}

/** An instance with new memory. */
export function createCore(module = coreModule()): Core {
  const memory = createCoreMemory();
  return { memory, exports: createCoreInstance(module, memory) };
}

/** @throws ReadError `too-large` for 0, the core's answer where the memory is used up */
export function needed(address: number): number {
  if (address !== 0) return address >>> 0;
  throw new ReadError('too-large', 'The trace needs more memory than one pass may use.');
}

/**
 * @param error what the core answers where it may need memory
 * @throws ReadError as `needed` does
 */
export function expectDone(error: number): void {
  if (error !== 0) needed(0);
}

/** Copies numbers into new memory. @returns their address */
export function putInts({ exports, memory }: Core, numbers: Int32Array): number {
  const address = needed(exports.reserve(Math.max(4, numbers.byteLength)));
  new Int32Array(memory.buffer, address, numbers.length).set(numbers);
  return address;
}

/** Copies bytes into new memory. @returns their address */
export function putBytes({ exports, memory }: Core, bytes: Uint8Array): number {
  const address = needed(exports.reserve(Math.max(4, bytes.byteLength)));
  new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  return address;
}

/**
 * An odd random number for hashes. Results do not depend on it. A trace was written before the number is drawn, so it need not be
 * cryptographic; Node 18 has no global `crypto`.
 */
export function secret(): bigint {
  const word = (): bigint => BigInt(Math.floor(Math.random() * 2 ** 32));
  return (word() << 32n) | word() | 1n;
}
