import type { FunctionKey } from '@shared/trace-view/picture';

/** @param process index of the row of its process */
export const functionKey = (process: number, address: bigint): FunctionKey => `${process}:${address.toString(16)}`;

/** The parts of a key that the schema accepted. */
export function partsOfKey(key: FunctionKey): { process: number; address: bigint } {
  const [process = '', address = '0'] = key.split(':');
  return { process: Number(process), address: BigInt(`0x${address}`) };
}
