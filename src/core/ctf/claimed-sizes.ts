import { tsdlTokens } from '@reader/schema/tsdl/tokens';
import { metadataText } from '../library/ctf-metadata';
import { isCtf2 } from './ctf-version';
import { streamSizes } from './stream-sizes';

/** An array of this size costs a reader a few hundred MiB, which is accepted without a check. */
const ALWAYS_FINE = 1_000_000;
/** A CTF element that is not empty takes at least one bit. */
const BITS_IN_BYTE = 8;

/**
 * Finds an array with more elements than the leaf's longest stream has bits. A reader would allocate the whole array before
 * it notices.
 * @returns the fault; undefined when there is none
 */
export async function impossibleArray(leaf: string, metadata: Buffer): Promise<string | undefined> {
  if (isCtf2(metadata)) return undefined; // babeltrace 2.1 reads it within the limit on its memory
  const elements = largestArray(metadataText(metadata));
  if (elements <= ALWAYS_FINE) return undefined;
  const longest = Math.max(0, ...(await streamSizes(leaf)));
  if (elements <= longest * BITS_IN_BYTE) return undefined;
  return `its metadata declares an array of ${elements} elements, but its longest stream has only ${longest} bytes`;
}

/** The number of elements of the largest array of fixed length, over all dimensions: `a[10][20]` has 200. */
export function largestArray(text: string): number {
  let largest = 0;
  let product = 1;
  let dimension: number | undefined;
  let isOpen = false;
  for (const { kind, text: word } of tsdlTokens(text)) {
    if (kind === 'mark' && word === '[') {
      isOpen = true;
      dimension = undefined;
    } else if (isOpen && kind === 'word') dimension = Number(/^0[0-7]+$/.test(word) ? `0o${word}` : word);
    else if (isOpen && kind === 'mark' && word === ']') {
      isOpen = false;
      product *= Number.isFinite(dimension) ? (dimension ?? 1) : 1; // the length of a sequence is another field's value
      largest = Math.max(largest, product);
    } else {
      isOpen = false;
      product = 1;
    }
  }
  return largest;
}
