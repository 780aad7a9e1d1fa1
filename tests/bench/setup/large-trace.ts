import { copyFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoRun } from '@shared/request/demo-run';
import { runConfigSchema } from '@shared/request/run-config';
import type { BenchCore } from './bench-core';
import { timedRun } from './our-run';

export interface LargeTrace {
  id: string;
  folder: string;
  bytes: number;
}

/** Long enough that no compressor's window reaches from one copy of a stream to the next. */
const LISTED = 'ls -laR /usr /etc >/dev/null; ls -laR /usr /etc >/dev/null';

/** A trace of the demo's instrumented `ls`, its largest streams repeated under other names until it is large enough. */
export async function largeTrace({ core }: BenchCore, leastBytes: number): Promise<LargeTrace> {
  await core.build('podman', 'demo', () => undefined, new AbortController().signal);
  const config = runConfigSchema.parse({
    ...demoRun('podman'),
    title: 'Bench: large',
    repeats: 1,
    command: ['sh', '-c', LISTED],
  });
  const { traceId: id } = await timedRun(core, config);
  const folder = core.library.pathOf(id);
  const record = await core.library.record(id);
  const leaf = join(folder, record.recordings[0]?.leaves[0]?.path ?? '');
  const streams = readdirSync(leaf)
    .filter((name) => name !== 'metadata' && statSync(join(leaf, name)).isFile())
    .sort((a, b) => statSync(join(leaf, b)).size - statSync(join(leaf, a)).size)
    .slice(0, 2);
  let bytes = record.sizeBytes ?? 0;
  for (let n = 1; bytes < leastBytes; n += 1)
    for (const name of streams) {
      copyFileSync(join(leaf, name), join(leaf, `${name}_copy${n}`));
      bytes += statSync(join(leaf, name)).size;
    }
  writeFileSync(join(folder, 'trace.json'), JSON.stringify({ ...record, sizeBytes: bytes }));
  return { id, folder, bytes };
}
