import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TraceRecord } from '@shared/model/trace-record';
import { recordOf } from '../setup/configs';

/** A trace in a library, with a file of data beside its record. */
export function plantTrace(library: string, id: string, change: Partial<TraceRecord> = {}): void {
  mkdirSync(join(library, id));
  writeFileSync(join(library, id, 'trace.json'), JSON.stringify(recordOf({ id, ...change })));
  writeFileSync(join(library, id, 'data_0'), 'x'.repeat(1000));
}
