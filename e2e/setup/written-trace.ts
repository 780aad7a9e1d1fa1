import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SYMBOLS_FILE } from '../../src/core/symbols/file/symbol-file';
import { symbolFileBytes } from '../../src/core/symbols/file/write-symbols';
import { type TracedContainer, type TraceRecord, tracedContainerSchema } from '../../src/shared/model/trace-record';
import { writeLeafFolder } from '../../tests/setup/leaf-folder';
import { PID_NS, type WrittenLeaf } from '../../tests/setup/written-leaf';
import { recordOf } from '../../tests/unit/setup/configs';
import { loadedFile, mapping, symbolsWith, tableWith } from '../../tests/unit/symbols/symbols';
import type { Desk } from './desk';
import { plantFolder } from './plant-folder';

/** Where the program of a written trace is in memory, and how large it is. */
const PROGRAM_AT = 0x400000;
const PROGRAM_BYTES = 0x100000;
/** Unix time of the clock's zero in written leaves. */
const ZERO_MS = 1_700_000_000_000;

export interface Written {
  id: string;
  title: string;
  leaves: readonly WrittenLeaf[];
  /** Names of functions by their address, which is at least 0x400000. All processes run the same program. */
  functions?: Readonly<Record<number, string>>;
  /** Processes that run it. */
  vpids?: readonly number[];
  /** Name of the container of all threads in the pid namespace of written leaves; without one they are outside of containers. */
  container?: string;
  record?: Partial<TraceRecord>;
}

/** A trace of written leaves in a desk's library, with the record that a run would have written. @returns its folder */
export function plantWritten(
  desk: Desk,
  { id, title, leaves, functions, vpids = [], container, record }: Written,
): string {
  const [base] = recordOf().recordings;
  if (!base) throw new Error('The record of the tests has no recording.');
  return plantFolder(desk, id, (dir) => {
    const recordings = leaves.map(({ path, schema, streams }) => {
      writeLeafFolder(join(dir, path), schema, streams);
      const domain = path.startsWith('kernel') ? ('kernel' as const) : ('userspace' as const);
      return { ...base, domain, leaves: [{ path, uid: domain === 'kernel' ? null : 1000, part: null }] };
    });
    writeFileSync(join(dir, 'trace.json'), JSON.stringify(recordOf({ id, title, recordings, ...record })));
    const containers = container === undefined ? [] : [containerNamed(container)];
    writeFileSync(join(dir, 'containers.json'), JSON.stringify({ schema: 1, containers }));
    if (functions) writeFileSync(join(dir, SYMBOLS_FILE), symbolsOf(functions, vpids));
  });
}

function symbolsOf(functions: Readonly<Record<number, string>>, vpids: readonly number[]): Buffer {
  const sorted = Object.entries(functions).map(([address, name]) => [Number(address) - PROGRAM_AT, 0, name] as const);
  const table = tableWith(sorted.sort(([one], [other]) => one - other));
  const processes = vpids.map((vpid) => ({ pidNs: PID_NS, vpid, lists: 1, mappings: [mapping(0, PROGRAM_AT)] }));
  const files = [loadedFile('/usr/local/bin/api', { memoryBytes: PROGRAM_BYTES })];
  return symbolFileBytes(symbolsWith({ files, processes }, [{ firstAddress: 0, table }]));
}

const containerNamed = (name: string): TracedContainer =>
  tracedContainerSchema.parse({
    engine: 'podman',
    id: '0f'.repeat(32),
    name,
    image: 'localhost/containers-trace-demo:1',
    imageId: 'sha256:1',
    startedAtMs: ZERO_MS - 1_000,
    endedAtMs: ZERO_MS + 10_000,
    exitCode: 0,
    pidNs: PID_NS,
    namespaces: { pid: PID_NS },
    witnesses: ['events', 'inspect'],
    processes: [],
  });
