import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TraceFiles } from '@core/analysis/files/trace-files';
import { type OpenedTrace, openedTrace } from '@core/analysis/open-trace';
import type { TracedContainer, TraceRecord } from '@shared/model/trace-record';
import { recordOf } from '../../setup/configs';

interface Leaf {
  /** Folder of a CTF trace. */
  from: string;
  domain: 'userspace' | 'kernel';
}

/** Opens leaves as a trace of the library, without a library. @param scratch gets a copy */
export async function withOpened<T>(
  scratch: string,
  leaves: readonly Leaf[],
  containers: readonly TracedContainer[],
  work: (trace: OpenedTrace) => Promise<T>,
): Promise<T> {
  const folder = join(scratch, 'opened');
  mkdirSync(folder, { recursive: true });
  const [known] = recordOf().recordings;
  if (!known) throw new Error('the record of the tests has no recording');
  const recordings: TraceRecord['recordings'] = leaves.map(({ from, domain }, index) => {
    const path = `${index}-${domain}`;
    cpSync(from, join(folder, path), { recursive: true });
    return { ...known, domain, leaves: [{ path, uid: null, part: null }] };
  });
  writeFileSync(join(folder, 'trace.json'), JSON.stringify(recordOf({ recordings })));
  writeFileSync(join(folder, 'containers.json'), JSON.stringify({ schema: 1, containers }));
  const files = await TraceFiles.open(folder);
  try {
    return await work(await openedTrace(files));
  } finally {
    await files.close();
  }
}

/** A recording of the kernel and of userspace at the same time, unpacked. */
export function kernelAndUserspace(scratch: string): Leaf[] {
  const archive = join(import.meta.dirname, '../../../fixtures/kernel-and-userspace.tar.gz');
  execFileSync('tar', ['-xzf', archive, '-C', scratch]);
  return [
    { from: join(scratch, 'sample-trace/kernel'), domain: 'kernel' },
    { from: join(scratch, 'sample-trace/ust/uid/0/64-bit'), domain: 'userspace' },
  ];
}
