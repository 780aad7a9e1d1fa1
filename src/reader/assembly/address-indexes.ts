import { Analysis } from './analysis';
import { insert, lookUp } from './key-map';
import { addRow, Row } from './table';

export const NO_ADDRESS: u32 = 0xffffffff;

/** The index of an address over the whole trace; adds it if it is new. @returns NO_ADDRESS if there is no memory */
export function addressIndex(analysis: Analysis, address: u64): u32 {
  const known = lookUp(analysis.addressIndexes, address);
  if (known !== 0) return known - 1;
  const index = analysis.addresses.count;
  if (!addRow(analysis.addresses) || !insert(analysis.addressIndexes, address, index)) return NO_ADDRESS;
  store<u64>(Row.at(analysis.addresses, index), address);
  return index;
}
