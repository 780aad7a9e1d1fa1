import { join } from 'node:path';
import type { ExportSource } from '@core/analysis/formats/export-source';
import type { FormatWriter } from '@core/analysis/formats/format-writer';

/** Runs a writer to its end. @param scratch a folder for its temporary file */
export async function written(
  writer: FormatWriter,
  source: ExportSource,
  scratch: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const spillPath = join(scratch, 'spill');
  for await (const piece of writer(source, { signal, spillPath, onShare: () => undefined })) pieces.push(piece);
  return Buffer.concat(pieces);
}
