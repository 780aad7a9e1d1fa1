import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finishAbandonedTrace } from '@core/library/finish-trace';
import { readRecord, writeRecord } from '@core/library/trace-folder';
import { tracerEnded } from '@shared/tracing/tracer-ended';
import { describe, expect, it } from 'vitest';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const STREAM = `ct-${RUN_ID}-20260102-030405/ust/uid/1000/64-bit/channel0_0`;
const ENDED = tracerEnded({
  daemon: 'private',
  domains: ['userspace'],
  afterMs: 1_000,
  observed: { exitCode: null, signal: 'SIGHUP' },
});

/** A trace that a run left in the state `recording`, with empty files. */
async function plant(...files: string[]): Promise<string> {
  const path = join(scratch.path, RUN_ID);
  mkdirSync(path, { mode: 0o700 });
  const recording = recordOf({ state: 'recording', endedAt: null, endedBy: null, events: null });
  await writeRecord(path, recording);
  for (const file of files) {
    mkdirSync(join(path, dirname(file)), { recursive: true });
    writeFileSync(join(path, file), '');
  }
  return path;
}

describe('a trace that its run has not finished and that contains no data', () => {
  it('is removed if the program never ran', async () => {
    const path = await plant();
    expect(await finishAbandonedTrace(path, 'accident', undefined, { programBegan: false, warnings: [] })).toBe(false);
    expect(existsSync(path)).toBe(false);
  });

  it('is kept with the noted warnings if the program ran', async () => {
    const path = await plant(STREAM, join(dirname(STREAM), 'metadata'));
    const notes = { programBegan: true, warnings: [ENDED] };
    expect(await finishAbandonedTrace(path, 'accident', undefined, notes)).toBe(true);
    const record = await readRecord(path);
    expect(record).toMatchObject({ state: 'ready', events: 0, endedBy: 'accident' });
    expect(record.recordings[0]?.leaves).toEqual([]);
    expect(record.warnings.map(({ code }) => code)).toEqual([ENDED.code, 'accident']);
  });

  it('is kept without a journal if a program had registered', async () => {
    expect(await finishAbandonedTrace(await plant(STREAM), 'accident')).toBe(true);
  });

  it('is removed without a journal if nothing shows that a program ran', async () => {
    expect(await finishAbandonedTrace(await plant(), 'accident')).toBe(false);
  });

  it('is removed after a cancel, whatever ran', async () => {
    const notes = { programBegan: true, warnings: [] };
    expect(await finishAbandonedTrace(await plant(STREAM), 'cancelled', undefined, notes)).toBe(false);
  });

  it('has each noted warning once if the record has it already', async () => {
    const path = await plant();
    await writeRecord(path, { ...(await readRecord(path)), warnings: [ENDED] });
    await finishAbandonedTrace(path, 'failed', 'The engine ended.', { programBegan: true, warnings: [ENDED] });
    expect((await readRecord(path)).warnings.map(({ code }) => code)).toEqual([ENDED.code, 'failed']);
  });
});
