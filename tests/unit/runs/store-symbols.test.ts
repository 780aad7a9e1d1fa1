import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Engine } from '@core/engines/engine';
import { TraceLibrary } from '@core/library/trace-library';
import { storeSymbols } from '@core/runs/store-symbols';
import { SYMBOLS_FILE } from '@core/symbols/file/symbol-file';
import { readTraceSymbols } from '@core/symbols/open-symboliser';
import { AppError } from '@shared/model/app-error';
import type { TraceRecord } from '@shared/model/trace-record';
import tar from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { binary } from '../symbols/binaries';
import { LOAD_METADATA, loadStream } from '../symbols/load-trace';

const scratch = scratchFolder();
const never = new AbortController().signal;
const APP = { path: '/usr/bin/app', base: 0x5000_0000_0000, buildId: 'c0ffee' };
const LEAF = { path: 'demo-ust-uid-1000', uid: 1000, part: null };

/** A library with one trace, which recorded what a program loaded. */
async function libraryWithTrace(change: Partial<TraceRecord> = {}): Promise<TraceLibrary> {
  const library = new TraceLibrary(join(scratch.path, 'library'));
  await library.prepare();
  const folder = library.pathOf(RUN_ID);
  mkdirSync(join(folder, LEAF.path), { recursive: true });
  writeFileSync(join(folder, LEAF.path, 'metadata'), LOAD_METADATA);
  writeFileSync(join(folder, LEAF.path, 'channel_0'), loadStream([APP]));
  const recordings = recordOf().recordings.map((one) => ({ ...one, leaves: [LEAF] }));
  const image = { reference: 'localhost/demo:1', id: 'sha256:aa', digests: [] };
  writeFileSync(join(folder, 'trace.json'), JSON.stringify(recordOf({ recordings, image, ...change })));
  return library;
}

const engineThat = (exportImage: (read: (stream: Readable) => Promise<void>) => Promise<void>) =>
  ({
    inspectImage: async () => ({ id: 'sha256:aa' }),
    findByRun: async () => [],
    exportImage: (_name: string, _labels: object, _signal: AbortSignal, read: (stream: Readable) => Promise<void>) =>
      exportImage(read),
  }) as unknown as Engine;

const whole = engineThat(async (read) => {
  const pack = tar.pack();
  pack.entry({ name: 'usr/bin/app' }, binary({ buildId: APP.buildId, functions: ['main'] }));
  pack.finalize();
  await read(pack as unknown as Readable);
});
const broken = engineThat(() => Promise.reject(new AppError('command', 'The disk of the engine is broken.')));

const depsOf = (library: TraceLibrary, engine: Engine) => ({
  library,
  runtimeDir: scratch.path,
  cacheDir: join(scratch.path, 'cache'),
  engine: () => engine,
});

const warningsOf = async (library: TraceLibrary): Promise<string[]> =>
  (await library.record(RUN_ID)).warnings.map(({ code, message }) => `${code}: ${message}`);

describe('the names of functions after a recording', () => {
  it('are in the folder of the trace', async () => {
    const library = await libraryWithTrace();
    await storeSymbols(depsOf(library, whole), RUN_ID, never);
    const symbols = await readTraceSymbols(library.pathOf(RUN_ID));
    expect([symbols?.loads.files.map(({ path }) => path), symbols?.gapOf(0)]).toEqual([[APP.path], null]);
    expect(await warningsOf(library)).toEqual([]);
  });

  it('that cannot be read are a warning with the reason, which the next success removes', async () => {
    const library = await libraryWithTrace();
    await storeSymbols(depsOf(library, broken), RUN_ID, never);
    await storeSymbols(depsOf(library, broken), RUN_ID, never);
    const warnings = await warningsOf(library);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^symbols: .*The disk of the engine is broken\.$/);
    await storeSymbols(depsOf(library, whole), RUN_ID, never);
    expect(await warningsOf(library)).toEqual([]);
    expect((await readTraceSymbols(library.pathOf(RUN_ID)))?.gapOf(0)).toBeNull();
  });

  it('are not looked for where only the kernel was recorded', async () => {
    const kernel = recordOf().recordings.map((one) => ({ ...one, domain: 'kernel' as const, leaves: [LEAF] }));
    const library = await libraryWithTrace({ recordings: kernel });
    await storeSymbols(depsOf(library, broken), RUN_ID, never);
    expect(readdirSync(library.pathOf(RUN_ID))).not.toContain(SYMBOLS_FILE);
    expect(await warningsOf(library)).toEqual([]);
  });

  it('are left out without a warning when the app quits, and when the trace was deleted or is damaged', async () => {
    const library = await libraryWithTrace();
    const cancel = new AbortController();
    cancel.abort();
    await storeSymbols(depsOf(library, whole), RUN_ID, cancel.signal);
    expect(readdirSync(library.pathOf(RUN_ID))).not.toContain(SYMBOLS_FILE);
    expect(await warningsOf(library)).toEqual([]);
    writeFileSync(join(library.pathOf(RUN_ID), LEAF.path, 'metadata'), 'damaged');
    await storeSymbols(depsOf(library, whole), RUN_ID, never);
    expect(await warningsOf(library)).toEqual([]);
    await storeSymbols(depsOf(library, whole), '20260102-030405-ffffff', never);
  });

  it('add to the size of the trace', async () => {
    const library = await libraryWithTrace();
    await storeSymbols(depsOf(library, whole), RUN_ID, never);
    const { size } = statSync(join(library.pathOf(RUN_ID), SYMBOLS_FILE));
    expect((await library.record(RUN_ID)).sizeBytes).toBe((recordOf().sizeBytes ?? 0) + size);
  });
});
