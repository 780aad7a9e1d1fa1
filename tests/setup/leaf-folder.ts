import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TraceSchema } from '@reader/schema/trace-schema';
import { leafMetadata } from './leaf-metadata';

/** Writes a leaf of lttng-events.ts as a folder that babeltrace2 and the app read. @returns the folder */
export function writeLeafFolder(folder: string, schema: TraceSchema, streams: readonly Uint8Array[]): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'metadata'), leafMetadata(schema));
  for (const [index, stream] of streams.entries()) writeFileSync(join(folder, `channel0_${index}`), stream);
  return folder;
}
