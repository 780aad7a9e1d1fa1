import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ImageAccess } from '@core/symbols/collect/collect-symbols';
import { SYMBOLS_FILE } from '@core/symbols/file/symbol-file';
import { symboliserOf } from '@core/symbols/open-symboliser';
import { findSymbols, symbolsFromFolder, type TraceWithSymbols, writeSymbols } from '@core/symbols/trace-symbols';
import { readEvents } from '@reader/events/read-events';
import type { TraceReading } from '@reader/trace-reading';
import { AppError } from '@shared/model/app-error';
import tar from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { containerConfig, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { binary } from './binaries';
import { loadTrace } from './load-trace';

const scratch = scratchFolder();
const never = new AbortController().signal;
const APP = { path: '/usr/bin/app', base: 0x5000_0000_0000, buildId: 'c0ffee' };
const PLUGIN = { path: '/opt/plugin.so', base: 0x7f00_0000_0000, buildId: 'beef' };
const IMAGE = { reference: 'demo:1', id: 'sha256:aa', digests: [] };

/** A trace in a folder of its own. */
function traceIn(name: string, reading: TraceReading): TraceWithSymbols {
  const folder = join(scratch.path, name);
  mkdirSync(folder, { recursive: true });
  return { folder, record: recordOf({ config: containerConfig({}), image: IMAGE }), reading };
}

/** An image with the program and without the plugin, or what the engine says instead. */
function engineWith(instead?: ImageAccess | AppError) {
  const asked = { image: 0, exports: 0 };
  const exportImage = async (read: (stream: Readable) => Promise<void>): Promise<void> => {
    asked.exports += 1;
    const pack = tar.pack();
    pack.entry({ name: 'usr/bin/app' }, binary({ buildId: APP.buildId, functions: ['main', '_ZN4shop5orderEv'] }));
    pack.finalize();
    await read(pack as unknown as Readable);
  };
  const imageOf = async (): Promise<ImageAccess> => {
    asked.image += 1;
    if (instead instanceof AppError) throw instead;
    return instead ?? { reference: IMAGE.reference, export: exportImage };
  };
  return { asked, tools: { cacheDir: join(scratch.path, 'cache'), imageOf, signal: never } };
}

const gaps = (found: Awaited<ReturnType<typeof findSymbols>>) =>
  found?.symbols.loads.files.map(({ path }, file) => `${path} ${found.symbols.gapOf(file)}`);

describe('the symbols of a trace', () => {
  it('name every function that it called', async () => {
    const reading = loadTrace([APP], [APP.base + 0x100, APP.base + 0x200]);
    const found = await findSymbols(traceIn('a', reading), engineWith().tools);
    if (!found) throw new Error('nothing was found');
    const names = await symboliserOf(found.symbols, reading.span.beginNs);
    const called = [...readEvents(reading, { select: ({ name }) => name.endsWith('func_entry') })].flat();
    const ids = { pidNs: 4_026_532_000, vpid: 1 };
    expect(
      called.map(({ payload, timeNs }) => names.functionAt(ids, BigInt(payload.get('addr') as bigint), timeNs)),
    ).toMatchObject([
      { name: 'main', binary: APP.path, offset: 0 },
      { name: 'shop::order()', binary: APP.path, offset: 0 },
    ]);
  });

  it('are stored, and the image is not needed any more', async () => {
    const trace = traceIn('a', loadTrace([APP, PLUGIN]));
    const first = await findSymbols(trace, engineWith().tools);
    expect([first?.isNew, gaps(first)]).toEqual([true, [`${APP.path} null`, `${PLUGIN.path} file-missing`]]);
    if (first) expect(await writeSymbols(trace.folder, first.symbols)).toBeGreaterThan(100);
    const { asked, tools } = engineWith(new AppError('missing', 'gone'));
    const second = await findSymbols(trace, tools);
    expect([second?.isNew, gaps(second), asked.image]).toEqual([false, gaps(first), 0]);
    if (second) expect(await writeSymbols(trace.folder, second.symbols)).toBe(0);
  });

  it('are read from an image once, whatever the number of its traces', async () => {
    const { asked, tools } = engineWith();
    const all = [
      await findSymbols(traceIn('a', loadTrace([APP])), tools),
      await findSymbols(traceIn('b', loadTrace([APP])), tools),
    ];
    expect(all.map(gaps)).toEqual([[`${APP.path} null`], [`${APP.path} null`]]);
    expect(asked).toEqual({ image: 1, exports: 1 });
    await findSymbols(traceIn('c', loadTrace([APP, PLUGIN])), tools);
    expect(asked.exports).toBe(2);
    await findSymbols(traceIn('d', loadTrace([PLUGIN, APP])), tools);
    expect(asked.exports).toBe(2);
  });

  it('are read although the folder of the trace cannot be written', async () => {
    const trace = traceIn('a', loadTrace([APP]));
    const found = await findSymbols({ ...trace, folder: join(scratch.path, 'none') }, engineWith().tools);
    expect(gaps(found)).toEqual([`${APP.path} null`]);
  });

  it('are looked for again if they could not be read, and not if the image is gone', async () => {
    const trace = traceIn('a', loadTrace([APP]));
    const stopped = new AppError('command', 'The engine is stopped.');
    const failed = await findSymbols(trace, engineWith(stopped).tools);
    expect([failed?.problem, gaps(failed)]).toEqual([stopped, [`${APP.path} not-read`]]);
    if (failed) await writeSymbols(trace.folder, failed.symbols);
    expect(gaps(await findSymbols(trace, engineWith().tools))).toEqual([`${APP.path} null`]);
    const other = { ...traceIn('b', loadTrace([APP])), record: recordOf({ image: { ...IMAGE, id: 'sha256:bb' } }) };
    const gone = await findSymbols(other, engineWith({ reference: 'demo:1', export: null }).tools);
    if (gone) await writeSymbols(other.folder, gone.symbols);
    const { asked, tools } = engineWith();
    expect([gaps(await findSymbols(other, tools)), asked.image]).toEqual([[`${APP.path} image-gone`], 0]);
  });

  it('are read again if their file is damaged', async () => {
    const trace = traceIn('a', loadTrace([APP]));
    writeFileSync(join(trace.folder, SYMBOLS_FILE), 'damaged');
    expect(gaps(await findSymbols(trace, engineWith().tools))).toEqual([`${APP.path} null`]);
  });

  it('are completed by a folder that the user names, and nothing is written', async () => {
    const trace = traceIn('a', loadTrace([APP, PLUGIN]));
    const found = await findSymbols(trace, engineWith().tools);
    const folder = join(scratch.path, 'debug');
    mkdirSync(folder);
    writeFileSync(join(folder, 'any-name'), binary({ buildId: PLUGIN.buildId, functions: ['plug'] }));
    if (!found) throw new Error('nothing was found');
    const symbols = await symbolsFromFolder(found.symbols, folder, never);
    expect([symbols.gapOf(0), symbols.gapOf(1)]).toEqual([null, null]);
    expect(existsSync(join(trace.folder, SYMBOLS_FILE))).toBe(false);
  });

  it('do not exist for a trace that does not say what was loaded', async () => {
    const { asked, tools } = engineWith();
    expect(await findSymbols(traceIn('a', loadTrace([])), tools)).toBeUndefined();
    expect(asked.image).toBe(0);
  });

  it('end with a cancel', async () => {
    const cancel = new AbortController();
    cancel.abort();
    const tools = { ...engineWith().tools, signal: cancel.signal };
    await expect(findSymbols(traceIn('a', loadTrace([APP])), tools)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('are written whole, or not at all', async () => {
    const trace = traceIn('a', loadTrace([APP]));
    const found = await findSymbols(trace, engineWith().tools);
    if (!found) throw new Error('nothing was found');
    await expect(writeSymbols(join(scratch.path, 'none'), found.symbols)).rejects.toBeInstanceOf(AppError);
    await writeSymbols(trace.folder, found.symbols);
    expect(readFileSync(join(trace.folder, SYMBOLS_FILE)).subarray(1, 4).toString()).toBe('CTS');
  });
});
