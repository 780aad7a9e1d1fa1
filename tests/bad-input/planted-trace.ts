import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TraceRecord, traceRecordSchema } from '@shared/model/trace-record';
import { runConfigSchema } from '@shared/request/run-config';
import { DEMO, type Place } from './row';

export const PLANTED_ID = '20200102-000000-1b2c3d';

/** Writes a complete trace of an earlier day. @param below a folder of the library */
export function plantTrace(place: Place, below = ''): undefined {
  const record: TraceRecord = traceRecordSchema.parse({
    schema: 1,
    id: PLANTED_ID,
    title: 'Planted',
    state: 'ready',
    createdAt: '2020-01-01T00:00:00.000Z',
    endedAt: '2020-01-01T00:00:01.000Z',
    durationMs: 1000,
    sizeBytes: 1234,
    endedBy: 'program-end',
    config: runConfigSchema.parse({
      target: { kind: 'container', engine: 'podman', image: DEMO },
      command: ['true'],
      recording: { preset: 'functions' },
    }),
    image: null,
    recordings: [],
    events: 10,
    exitCode: 0,
    provenance: { app: '0', kernel: '6', os: 'Linux', cpu: 'one', cpus: 1, lttng: null, engine: null },
    warnings: [],
  });
  const folder = join(place.library, below, PLANTED_ID);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'trace.json'), JSON.stringify(record));
  for (const path of [place.library, join(place.library, below), folder, join(folder, 'trace.json')]) place.own(path);
}
