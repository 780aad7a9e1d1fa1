import { open } from 'node:fs/promises';

/** Reads the first bytes of a file, fewer if the file is shorter. @throws the system's error */
export async function fileHead(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
