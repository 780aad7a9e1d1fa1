import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { speedscopeOf } from '@core/analysis/formats/write-speedscope';
import { Ajv } from 'ajv';
import { beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../setup/scratch';
import { hostileNames, withHostileNames } from './hostile-names';
import { busySource, largeSource, SyntheticSource } from './synthetic-source';
import { written } from './written';

interface SpeedscopeFile {
  name: string;
  activeProfileIndex: number;
  profiles: { name: string; unit: string; startValue: number; endValue: number; events: SpeedscopeEvent[] }[];
  shared: { frames: { name: string; file?: string; line?: number }[] };
}
type SpeedscopeEvent = { type: 'O' | 'C'; frame: number; at: number };

const scratch = scratchFolder();
const require = createRequire(import.meta.url);
const schema = JSON.parse(readFileSync(require.resolve('speedscope/dist/release/file-format-schema.json'), 'utf8'));
const isValid = new Ajv({ strict: false }).compile(schema);

/** Checks a file by speedscope's own schema, and what the schema cannot say: order and nesting. */
async function exported(source: SyntheticSource): Promise<SpeedscopeFile> {
  const file: SpeedscopeFile = JSON.parse(String(await written(speedscopeOf, source, scratch.path)));
  if (!isValid(file)) throw new Error(JSON.stringify(isValid.errors));
  for (const { events, startValue, endValue } of file.profiles) {
    const open: number[] = [];
    let last = startValue;
    for (const { type, frame, at } of events) {
      if (at < last || !file.shared.frames[frame]) throw new Error(`A wrong event at ${at}.`);
      last = at;
      if (type === 'O') open.push(frame);
      else if (open.pop() !== frame) throw new Error(`The wrong call ends at ${at}.`);
    }
    expect(open).toEqual([]);
    expect(last).toBeLessThanOrEqual(endValue);
  }
  return file;
}

describe('a speedscope file', () => {
  let file: SpeedscopeFile;
  beforeEach(async () => {
    file = await exported(busySource());
  });

  it('has a profile for the calls of each thread, and one for its system calls', () => {
    expect(file.profiles.map(({ name }) => name)).toEqual([
      'api (api-1), api [1]',
      'api (api-1), api [1]: system calls',
      'api (api-1), worker [12]',
      'postgres (db-1), postgres [1]',
    ]);
    expect(file.activeProfileIndex).toBe(0);
  });

  it('has calls with their exact times, their symbol or address, and their place in the source', () => {
    const events = file.profiles[0]?.events.map(({ type, frame, at }) => [type, file.shared.frames[frame]?.name, at]);
    expect(events).toEqual([
      ['O', 'main', 0],
      ['O', 'parse_value', 1000],
      ['O', '0x7fff12345678', 1000],
      ['C', '0x7fff12345678', 1000],
      ['C', 'parse_value', 70_001],
      ['C', 'main', 1_000_000_000],
    ]);
    expect(file.shared.frames[0]).toEqual({ name: 'main', file: '/src/main.c', line: 12 });
  });
});

it('keeps every call of many threads, also of those whose records do not fit into the buffers', async () => {
  const calls = 400_000;
  const file = await exported(largeSource(calls, 40, 100));
  expect(file.profiles).toHaveLength(40);
  expect(file.profiles.flatMap(({ events }) => events)).toHaveLength(2 * calls);
});

it.each(hostileNames)('writes a valid file for names of %s', async (_, name) => {
  const file = await exported(withHostileNames(busySource(), name));
  for (const { name: shown } of file.shared.frames) expect(shown.length).toBeLessThanOrEqual(1000);
});

it('refuses a range without any call, which speedscope could not open', async () => {
  const source = new SyntheticSource().state(0, 0, 'running');
  await expect(written(speedscopeOf, source, scratch.path)).rejects.toMatchObject({ code: 'missing' });
});

it('stops when the export is cancelled', async () => {
  await expect(written(speedscopeOf, busySource(), scratch.path, AbortSignal.abort())).rejects.toThrow('aborted');
});
