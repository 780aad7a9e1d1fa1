import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoConfig } from '@core/demo-config';
import { makeRunId } from '@shared/model/run-id';
import type { TraceRecord } from '@shared/model/trace-record';
import { openBenchCore } from './bench-core';
import { timedRun } from './our-run';

const MINUTE_MS = 60_000;

/** One trace.json as the product writes it. */
export async function realRecord(): Promise<TraceRecord> {
  const bench = openBenchCore();
  try {
    await bench.core.build('podman', 'demo', () => undefined, new AbortController().signal);
    const { traceId } = await timedRun(bench.core, demoConfig('podman'));
    return await bench.core.library.record(traceId);
  } finally {
    await bench.close();
  }
}

/**
 * Copies of a record under other ids, a minute apart.
 * @param changed what is different in the nth copy
 */
export function fillLibrary(
  libraryDir: string,
  count: number,
  record: TraceRecord,
  changed: (n: number) => Partial<TraceRecord> = () => ({}),
): void {
  const first = Date.parse(record.createdAt);
  for (let n = 0; n < count; n += 1) {
    const createdAt = new Date(first - n * MINUTE_MS);
    const id = makeRunId(createdAt, n);
    mkdirSync(join(libraryDir, id), { mode: 0o700, recursive: true });
    const copy = { ...record, ...changed(n), id, createdAt: createdAt.toISOString() };
    writeFileSync(join(libraryDir, id, 'trace.json'), JSON.stringify(copy, null, 2));
  }
}
