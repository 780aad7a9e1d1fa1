import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRunId } from '../../src/shared/model/run-id';
import type { TracedContainer, TraceRecord } from '../../src/shared/model/trace-record';
import { demoRun } from '../../src/shared/request/demo-run';
import { type RunConfigInput, runConfigSchema } from '../../src/shared/request/run-config';
import { recordOf } from '../../tests/unit/setup/configs';
import type { Desk } from './desk';
import { tester } from './tester';

const MIB = 1024 * 1024;

export interface Planted extends Partial<Omit<TraceRecord, 'config'>> {
  title: string;
  engine?: 'podman' | 'docker';
  image?: never;
  imageName?: string;
  command?: string[];
  recording?: RunConfigInput['recording'];
  containers?: TracedContainer[];
  /** What its container printed. */
  output?: string;
}

/** Writes traces of which only the records are real into a desk's library, newest first and an hour apart. Returns their ids. */
export function fillLibrary(
  desk: Desk,
  traces: readonly Planted[],
  newest = new Date('2026-03-04T12:00:00'),
): string[] {
  return traces.map((trace, n) => {
    const at = new Date(newest.getTime() - n * 3_600_000);
    return plant(desk, makeRunId(at, n), at, trace);
  });
}

function plant(desk: Desk, id: string, at: Date, trace: Planted): string {
  const { engine = 'podman', imageName, command = ['ls', '-la'], output, containers, recording, ...rest } = trace;
  const demo = runConfigSchema.parse({ ...demoRun(engine), command, ...(recording ? { recording } : {}) });
  const target = demo.target.kind === 'container' && imageName ? { ...demo.target, image: imageName } : demo.target;
  const record = recordOf({
    id,
    createdAt: at.toISOString(),
    endedAt: new Date(at.getTime() + 1000).toISOString(),
    sizeBytes: MIB,
    config: { ...demo, target },
    ...rest,
  });
  const folder = join(desk.libraryDir, id);
  const { uid, gid } = tester();
  mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, uid, gid);
  const put = (name: string, text: string): void => {
    const path = join(folder, name);
    writeFileSync(path, text);
    chownSync(path, uid, gid);
  };
  put('trace.json', JSON.stringify(record));
  put(
    'commands.sh',
    `#!/bin/sh\nlttng create ct-${id}\n${engine} run --rm ${imageName ?? 'demo'} ${command.join(' ')}\n`,
  );
  if (containers) put('containers.json', JSON.stringify({ schema: 1, containers }));
  if (output !== undefined)
    put(
      'run.log',
      `${JSON.stringify({ type: 'step-output', at: 1, stepId: 'run-1', stream: 'stdout', text: output })}\n`,
    );
  return id;
}

/** More rows than a table without virtualization can show. */
export const manyTraces = (count: number): Planted[] =>
  Array.from({ length: count }, (_, n) => ({
    title: `Trace number ${n}`,
    sizeBytes: (n % 977) * MIB,
    events: n * 10,
    engine: n % 3 === 0 ? 'docker' : 'podman',
    tags: n % 10 === 0 ? ['tenth'] : [],
  }));
