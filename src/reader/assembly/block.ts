import { reserve } from './memory';

/**
 * Moves a block to a larger one. The old block stays unused, so all blocks of a list that doubles are at most twice its last one.
 * @returns the address; 0 if there is no memory
 */
export function enlarge(block: usize, bytes: usize, largerBytes: usize): usize {
  const larger = reserve(largerBytes);
  if (larger !== 0) memory.copy(larger, block, bytes);
  return larger;
}
