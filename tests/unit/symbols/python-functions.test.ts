import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { symboliserOf } from '@core/symbols/open-symboliser';
import { FIRST_PYTHON_NUMBER } from '@core/symbols/python/python-file';
import { findSymbols, writeSymbols } from '@core/symbols/trace-symbols';
import type { TraceReading } from '@reader/trace-reading';
import { expect, it } from 'vitest';
import { containerConfig, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { loadTrace, type NamedFunction } from './load-trace';

const scratch = scratchFolder();
const IMAGE = { reference: 'demo:1', id: 'sha256:aa', digests: [] };
const APP = { path: '/usr/bin/python3.11', base: 0x5000_0000_0000, buildId: 'c0ffee' };
const python = (offset: number, name: string, file = '/app/shop.py'): NamedFunction => ({
  ...{ number: FIRST_PYTHON_NUMBER + offset, name, file },
});
const FUNCTIONS = [
  python(2 ** 51 + 5, 'shop.Till.sell'),
  python(7, 'shop.<module>'),
  python(9, '_ZN4shop5orderEv', '/app/odd.py'),
  python(7, 'shop.<module>'),
];
const PROCESS = { pidNs: 4_026_532_000, vpid: 1 };
const tools = {
  cacheDir: join(scratch.path, 'cache'),
  imageOf: async () => ({ reference: IMAGE.reference, export: null }),
  signal: new AbortController().signal,
};

function traceIn(name: string, reading: TraceReading) {
  const folder = join(scratch.path, name);
  mkdirSync(folder, { recursive: true });
  return { folder, record: recordOf({ config: containerConfig({}), image: IMAGE }), reading };
}

async function namesIn(trace: ReturnType<typeof traceIn>) {
  const found = await findSymbols(trace, tools);
  if (!found) throw new Error('nothing was found');
  const symboliser = await symboliserOf(found.symbols, trace.reading.span.beginNs);
  const at = (number: number, process = PROCESS) => symboliser.functionAt(process, BigInt(number), 0);
  return { found, at };
}

it.each([
  ['without load events', []],
  ['beside load events', [APP]],
])("names Python's functions as the trace does, %s", async (_what, binaries) => {
  const { at } = await namesIn(traceIn(`a${binaries.length}`, loadTrace(binaries, [], FUNCTIONS)));
  for (const { number, name, file } of FUNCTIONS)
    expect(at(number)).toEqual({ name, rawName: name, binary: file, offset: 0 });
});

it('names them in every process, since their numbers are the same', async () => {
  const { at } = await namesIn(traceIn('b', loadTrace([APP], [], FUNCTIONS)));
  expect(at(FIRST_PYTHON_NUMBER + 7, { pidNs: 1, vpid: -1 })).toMatchObject({ name: 'shop.<module>' });
});

it('says that an event with the name was not recorded', async () => {
  const { at } = await namesIn(traceIn('c', loadTrace([APP], [], FUNCTIONS)));
  expect(at(FIRST_PYTHON_NUMBER + 8)).toMatchObject({ name: null, gap: { kind: 'no-name-event' } });
});

it("stores the names in the trace's folder, and not among the symbols of the image", async () => {
  const trace = traceIn('d', loadTrace([APP], [], FUNCTIONS));
  const { found } = await namesIn(trace);
  await writeSymbols(trace.folder, found.symbols);
  const again = await namesIn({ ...trace, reading: loadTrace([]) });
  expect(again.at(FIRST_PYTHON_NUMBER + 9)).toMatchObject({ name: '_ZN4shop5orderEv', binary: '/app/odd.py' });
  const other = await namesIn(traceIn('e', loadTrace([APP], [], [python(7, 'other.f')])));
  expect(other.at(FIRST_PYTHON_NUMBER + 7)).toMatchObject({ name: 'other.f' });
  expect(other.at(FIRST_PYTHON_NUMBER + 9)).toMatchObject({ name: null });
});
