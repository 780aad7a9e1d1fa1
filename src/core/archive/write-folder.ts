import { mkdir, open, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_MODE, FOLDER_MODE } from '@shared/archive/layout';
import { onDisk } from '../files/file-names';
import type { ArchiveContent } from './archive-content';

/**
 * Writes the content of an archive's top folder to a folder.
 * @returns the size of all files, bytes
 * @throws the system's error, and the errors of reading
 */
export async function writeFolder(content: ArchiveContent, folder: string, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  const put = async (path: string, pieces: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> => {
    const file = await open(onDisk(join(folder, path)), 'wx', FILE_MODE);
    try {
      for await (const piece of pieces) {
        signal.throwIfAborted();
        await file.writeFile(piece);
        bytes += piece.length;
      }
      await file.utimes(content.time, content.time);
      await file.datasync();
    } finally {
      await file.close();
    }
  };
  const folders = [''];
  for (const entry of content.entries) {
    if (entry.kind === 'file') {
      await put(entry.path, content.read(entry));
      continue;
    }
    await mkdir(onDisk(join(folder, entry.path)), { mode: FOLDER_MODE });
    folders.push(entry.path);
  }
  const { path, text } = content.checksums();
  await put(path, [text]);
  // Creating a file changes its folder's time. Set the folders' times last, deepest first.
  for (const path of folders.reverse()) await utimes(onDisk(join(folder, path)), content.time, content.time);
  return bytes;
}
