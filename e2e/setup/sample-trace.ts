import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TraceRecord, traceRecordSchema } from '../../src/shared/model/trace-record';
import { leafNameOf } from '../../src/shared/planning/leaf-name';
import { PROJECT } from '../../tests/setup/staged-app';
import { recordOf } from '../../tests/unit/setup/configs';
import type { Desk } from './desk';
import { own } from './own';
import { plantFolder } from './plant-folder';

/** 130 177 events of a kernel and 97 of userspace, recorded together in the kernel tests' virtual machine. */
const SAMPLE = join(PROJECT, 'tests/fixtures/kernel-and-userspace.tar.gz');

export interface SampleTrace {
  id: string;
  title: string;
  dir: string;
  /** Folder names, the kernel's first. */
  leaves: [string, string];
}

/** A real trace of both domains in a desk's library, with the record that a run would have written. */
export function plantSample(desk: Desk, id: string, title: string): SampleTrace {
  const name = leafNameOf(title);
  const leaves: [string, string] = [`${name}-kernel`, `${name}-ust-uid-0`];
  const dir = plantFolder(desk, id, (folder) => {
    const unpacked = join(folder, 'sample-trace');
    execFileSync('tar', ['-xzf', SAMPLE, '-C', folder]);
    renameSync(join(unpacked, 'kernel'), join(folder, leaves[0]));
    renameSync(join(unpacked, 'ust/uid/0/64-bit'), join(folder, leaves[1]));
    rmSync(unpacked, { recursive: true });
    writeSampleRecord({ id, title, dir: folder, leaves }, [leaves[1]]);
  });
  return { id, title, dir, leaves };
}

/** The record with these userspace leaves: a trace that has grown has more. */
export function writeSampleRecord({ id, title, dir, leaves }: SampleTrace, userspace: readonly string[]): void {
  const [base] = recordOf().recordings;
  const recording = (domain: 'kernel' | 'userspace', paths: readonly string[]) => ({
    ...base,
    domain,
    leaves: paths.map((path) => ({ path, uid: domain === 'kernel' ? null : 0 })),
  });
  const record: TraceRecord = traceRecordSchema.parse(
    recordOf({ id, title, sizeBytes: 12_000_000, events: 130_274, recordings: [] }),
  );
  const recordings = [recording('userspace', userspace), recording('kernel', [leaves[0]])];
  writeFileSync(join(dir, 'trace.json'), JSON.stringify({ ...record, recordings }));
  own(dir);
}

/** How many events babeltrace2 reads in one leaf. */
export function eventsOf(leaf: string): number {
  const text = execFileSync('babeltrace2', [leaf, '-c', 'sink.utils.counter', '-p', 'step=+0'], { encoding: 'utf8' });
  return Number(/^\s*(\d+) Event messages$/m.exec(text)?.[1]);
}
