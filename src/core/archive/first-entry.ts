import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { archiveKind } from './archive-kind';
import { entryPlace, isLeftOut } from './entry-place';
import { readTar } from './read-tar';
import { readZip } from './read-zip';
import { openTarSource } from './tar-source';
import { UnpackBounds } from './unpack-bounds';

/**
 * The place of an archive's first entry that is no hidden one: its top folder, and perhaps more. Little more than its
 * header is unpacked.
 * @throws AppError as unpack does
 */
export async function firstEntry(path: string, signal: AbortSignal): Promise<string[]> {
  const kind = await archiveKind(path);
  const bounds = new UnpackBounds(dirname(path), path, (await stat(path)).size, 0);
  if (kind === 'zip') return firstOf(readZip(path, bounds, () => undefined));
  const source = openTarSource(path, kind);
  signal.addEventListener('abort', source.close);
  try {
    return await firstOf(readTar(path, source, bounds));
  } finally {
    signal.removeEventListener('abort', source.close);
    source.close();
  }
}

async function firstOf(entries: AsyncIterable<{ name: string; content(): AsyncIterable<unknown> }>): Promise<string[]> {
  for await (const entry of entries) {
    const parts = entryPlace(entry.name);
    if (parts.length > 0 && !isLeftOut(parts)) return parts;
    for await (const _ of entry.content()); // passed over
  }
  return [];
}
