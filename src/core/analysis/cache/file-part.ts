import { open } from 'node:fs/promises';
import type { ReadPart } from './checkpoint-file';

/**
 * Opens a file whose parts are read. Nothing is allocated for bytes that the file does not have.
 * @throws the system's error
 */
export async function withFileParts<T>(path: string, work: (read: ReadPart) => Promise<T>): Promise<T> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return await work(async (offset, length) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
      return bytes.subarray(0, bytesRead);
    });
  } finally {
    await file.close();
  }
}
