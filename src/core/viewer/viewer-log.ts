import { open } from 'node:fs/promises';
import { stripControls } from '@shared/model/plain-text';

const SHOWN_BYTES = 4_000;

/** The end of a viewer's output as printable text; empty without output. */
export async function endOfLog(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined); // no viewer was started yet
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - SHOWN_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SHOWN_BYTES), 0, SHOWN_BYTES, from);
    const text = stripControls(buffer.toString('utf8', 0, bytesRead)).trim();
    // The first line may be incomplete.
    return from > 0 ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    await file.close();
  }
}
