import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openTrace } from '@reader/open-trace';
import { ReadError } from '@reader/read-error';
import type { LeafSource } from '@reader/source';
import type { TraceReading } from '@reader/trace-reading';
import { bytesSource } from './bit-writer';

/** All folders below with `metadata`, relative to it. */
export const leavesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => basename(name) === 'metadata' && statSync(join(folder, name)).isFile())
    .map((name) => dirname(name))
    .sort();

/** A leaf as the reader takes it, read into memory. */
export function readLeaf(folder: string): LeafSource {
  const names = readdirSync(folder).filter(
    (name) => name !== 'metadata' && !name.startsWith('.') && statSync(join(folder, name)).isFile(),
  );
  return {
    path: folder,
    metadata: readFileSync(join(folder, 'metadata')),
    streams: names.sort().map((name) => {
      const index = join(folder, 'index', `${name}.idx`);
      return {
        name,
        bytes: bytesSource(readFileSync(join(folder, name))),
        index: existsSync(index) ? readFileSync(index) : null,
      };
    }),
  };
}

/** Opens a leaf of a public trace. @returns null for metadata that the reader refuses, which is tested elsewhere */
export function openedLeaf(folder: string): TraceReading | null {
  try {
    return openTrace([readLeaf(folder)]);
  } catch (error) {
    if (error instanceof ReadError) return null;
    throw error;
  }
}
