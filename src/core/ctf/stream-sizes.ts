import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesOf, onDisk } from '../files/file-names';

/** Size of each stream of a leaf, bytes. Follows links, since the streams of a trace by reference are elsewhere. Never rejects. */
export async function streamSizes(leaf: string): Promise<number[]> {
  const entries = (await entriesOf(leaf).catch(() => [])).filter(({ name }) => name !== 'metadata');
  const sizes: number[] = [];
  for (const { name } of entries) {
    const facts = await stat(onDisk(join(leaf, name))).catch(() => undefined);
    if (facts?.isFile()) sizes.push(facts.size);
  }
  return sizes;
}
