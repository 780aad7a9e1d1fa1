import { metadataText } from '../library/ctf-metadata';
import { isCtf2 } from './ctf-version';
import { streamSizes } from './stream-sizes';
import { tsdlTokens } from './tsdl-tokens';

/** So many elements cost a reader some hundred MiB: no reason to refuse a trace that may never use them. */
const ALWAYS_FINE = 1_000_000;
/** In CTF an element that is not empty takes a bit at least. */
const BITS_IN_BYTE = 8;

/**
 * What the metadata claims and the leaf cannot have: an array with more elements than its longest stream has bits. A reader
 * allocates the whole array before it finds out.
 * @returns the fault; undefined when there is none
 */
export async function impossibleArray(leaf: string, metadata: Buffer): Promise<string | undefined> {
  if (isCtf2(metadata)) return undefined; // babeltrace 2.1 reads it within the limit on its memory
  const elements = largestArray(metadataText(metadata));
  if (elements <= ALWAYS_FINE) return undefined;
  const longest = Math.max(0, ...(await streamSizes(leaf)));
  if (elements <= longest * BITS_IN_BYTE) return undefined;
  return `its metadata claims an array of ${elements} elements, and its longest stream has ${longest} bytes`;
}

/** The elements of the largest array of fixed length, by all of its dimensions together: `a[10][20]` has 200. */
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
