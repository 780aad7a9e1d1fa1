import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finishAbandonedTrace } from '@core/library/finish-trace';
import { recordedEndMs } from '@core/library/recorded-end';
import { readRecord } from '@core/library/trace-folder';
import { beforeEach, describe, expect, it } from 'vitest';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const LEAF = { path: 'demo-ust-uid-1000', domain: 'userspace', uid: 1000, part: null } as const;
const STARTED_MS = Date.parse('2026-03-01T12:00:00.000Z');
const ENDED_MS = STARTED_MS + 90_000;
/** The machine had been running for an hour when the recording began. */
const BOOTED_MS = STARTED_MS - 3_600_000;

const trace = (): string => join(scratch.path, RUN_ID);
const ticksAt = (ms: number): bigint => BigInt(ms - BOOTED_MS) * 1_000_000n;

const metadata = `/* CTF 1.8 */
clock {
\tname = "monotonic";
\tuuid = "0f1bbd3a-3c5c-4a5e-9c8b-3f6a7e2d1c00";
\tdescription = "Monotonic Clock";
\tfreq = 1000000000;
\toffset = ${BigInt(BOOTED_MS) * 1_000_000n};
};
`;

/** An index of one packet, as lttng-tools writes it (ctf-index.h). */
function index(lastTicks: bigint, bytes = 4096): Buffer {
  const file = Buffer.alloc(16 + 72);
  for (const [at, word] of [0xc1f1dcc1, 1, 1, 72].entries()) file.writeUInt32BE(word, at * 4);
  file.writeBigUInt64BE(BigInt(bytes) * 8n, 24);
  file.writeBigUInt64BE(lastTicks, 16 + 32);
  return file;
}

function stream(name: string, lastTicks: bigint, changedMs: number): void {
  const path = join(trace(), LEAF.path, name);
  writeFileSync(path, Buffer.alloc(4096));
  writeFileSync(join(trace(), LEAF.path, 'index', `${name}.idx`), index(lastTicks));
  utimesSync(path, changedMs / 1000, changedMs / 1000);
}

beforeEach(() => {
  mkdirSync(join(trace(), LEAF.path, 'index'), { recursive: true });
  writeFileSync(join(trace(), LEAF.path, 'metadata'), metadata);
});

describe('the end of a recording that was interrupted', () => {
  it('is the last packet of all streams by the clock of the trace', async () => {
    stream('c_0', ticksAt(ENDED_MS), ENDED_MS + 5_000);
    stream('c_1', ticksAt(ENDED_MS - 10_000), ENDED_MS + 5_000);
    expect(await recordedEndMs(trace(), [LEAF], STARTED_MS)).toBe(ENDED_MS);
  });

  it.each([
    ['zeros', 0n],
    ['a time before the recording', ticksAt(STARTED_MS - 60_000)],
    ['a random number', 2n ** 64n - 1n],
  ])('is the last change of a stream when a power cut left %s in its index', async (_what, ticks) => {
    stream('c_0', ticks, ENDED_MS);
    expect(await recordedEndMs(trace(), [LEAF], STARTED_MS)).toBe(ENDED_MS);
  });

  it('is the last change of a stream when the metadata is missing', async () => {
    stream('c_0', ticksAt(ENDED_MS - 10_000), ENDED_MS);
    writeFileSync(join(trace(), LEAF.path, 'metadata'), '');
    expect(await recordedEndMs(trace(), [LEAF], STARTED_MS)).toBe(ENDED_MS);
  });

  it('is its start without any data', async () => {
    expect(await recordedEndMs(trace(), [LEAF], STARTED_MS)).toBe(STARTED_MS);
    expect(await recordedEndMs(trace(), [], STARTED_MS)).toBe(STARTED_MS);
  });

  it('is written into the record, however late the trace is finished', async () => {
    stream('c_0', ticksAt(ENDED_MS), ENDED_MS);
    const record = recordOf({
      state: 'recording',
      createdAt: new Date(STARTED_MS).toISOString(),
      endedAt: null,
      durationMs: null,
      endedBy: null,
    });
    writeFileSync(join(trace(), 'trace.json'), JSON.stringify(record));
    expect(await finishAbandonedTrace(trace(), 'accident')).toBe(true);
    expect(await readRecord(trace())).toMatchObject({
      endedBy: 'accident',
      endedAt: new Date(ENDED_MS).toISOString(),
      durationMs: ENDED_MS - STARTED_MS,
    });
  });
});
