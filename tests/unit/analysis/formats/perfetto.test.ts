import { perfettoOf } from '@core/analysis/formats/perfetto/write-perfetto';
import { beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../setup/scratch';
import { hostileNames, withHostileNames } from './hostile-names';
import { type PerfettoFile, readPerfetto, type Slice } from './perfetto-file';
import { busySource, largeSource, SyntheticSource } from './synthetic-source';
import { written } from './written';

const scratch = scratchFolder();
const BEGIN = 1_700_000_000_123_456_789n;

const exported = async (source: SyntheticSource): Promise<PerfettoFile> =>
  readPerfetto(await written(perfettoOf, source, scratch.path));

/** `container/process/thread/row` of a track. */
function pathOf(file: PerfettoFile, uuid: string): string {
  const track = file.tracks.get(uuid);
  if (!track) return '?';
  const name = track.process?.processName ?? track.thread?.threadName ?? track.name ?? '';
  return track.parentUuid === undefined ? name : `${pathOf(file, track.parentUuid)}/${name}`;
}

describe('a Perfetto file', () => {
  let file: PerfettoFile;
  beforeEach(async () => {
    file = await exported(busySource());
  });
  const on = (path: string): Slice[] => file.slices.filter(({ track }) => pathOf(file, track) === path);
  const plain = (slices: Slice[]) =>
    slices.map(({ name, beginNs, endNs, depth }) => [name, Number(beginNs - BEGIN), Number(endNs - BEGIN), depth]);

  it('has the calls of each thread below its process and container, nested and with exact times', () => {
    expect(plain(on('api-1/api (api-1)/api'))).toEqual([
      ['0x7fff12345678', 1000, 1000, 2],
      ['parse_value', 1000, 70_001, 1],
      ['main', 0, 1_000_000_000, 0],
    ]);
    expect(plain(on('api-1/api (api-1)/worker'))).toEqual([['parse_value', 5000, 500_000, 0]]);
    expect(plain(on('db-1/postgres (db-1)/postgres'))).toEqual([['0x7fff12345678', 700_000, 700_000, 0]]);
  });

  it('marks calls whose begin or end is not known', () => {
    expect(file.slices.filter(({ isCut }) => isCut).map(({ name, track }) => [name, pathOf(file, track)])).toEqual([
      ['parse_value', 'api-1/api (api-1)/worker'],
      ['main', 'api-1/api (api-1)/api'],
    ]);
  });

  it('gives processes of two containers with the same process id different ids', () => {
    const ids = [...file.tracks.values()].flatMap(({ process }) => process?.pid ?? []);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids[0]).toBe(1);
    const threads = [...file.tracks.values()].flatMap(({ thread }) => thread?.tid ?? []);
    expect(threads).toHaveLength(new Set(threads).size);
  });

  it('has system calls and states on rows below the thread', () => {
    expect(plain(on('api-1/api (api-1)/api/System calls'))).toEqual([
      ['openat', 71_000, 80_000, 0],
      ['read', 81_000, 90_000, 0],
    ]);
    expect(on('api-1/api (api-1)/api/System calls').map((slice) => slice.arguments)).toEqual([[], ['failed']]);
    expect(plain(on('api-1/api (api-1)/api/State'))).toEqual([
      ['running', 0, 85_000, 0],
      ['blocked on disk', 85_000, 600_000, 0],
      ['waiting to run', 600_000, 600_500, 0],
      ['running', 600_500, 1_000_000_000, 0],
    ]);
  });

  it('connects the thread that wakes with the new state of the woken one', () => {
    expect(file.instants).toHaveLength(1);
    const [wake] = file.instants;
    expect(wake?.name).toBe('wakes api');
    expect(pathOf(file, wake?.track ?? '')).toBe('db-1/postgres (db-1)/postgres/State');
    const target = file.slices.find(({ flowsEndingHere }) => flowsEndingHere.length > 0);
    expect(target?.flowsEndingHere).toEqual(wake?.flows);
    expect(target?.name).toBe('waiting to run');
  });

  it('has counters of the trace, of processes and of containers with exact values', () => {
    expect(
      file.counters.map(({ track, timeNs, value }) => [pathOf(file, track), Number(timeNs - BEGIN), value]),
    ).toEqual([
      ['Events', 10, 5],
      ['api-1/api (api-1)/Memory in use', 10, 4096],
      ['api-1/api (api-1)/Memory in use', 20, 2 ** 40],
      ['api-1/api (api-1)/Memory in use', 30, 0],
      ['db-1/Lost events', 40, 0.5],
    ]);
  });

  it('says which time of day the timestamps are', () => {
    const [first] = file.packets;
    expect(first?.clockSnapshot?.clocks).toEqual([
      { clockId: 6, timestamp: String(BEGIN) },
      { clockId: 1, timestamp: String(BEGIN) },
    ]);
  });
});

it('does not claim a time of day for a trace whose clock is not absolute', async () => {
  const source = busySource();
  source.beginUnixNs = null;
  const file = await exported(source);
  expect(file.packets[0]?.clockSnapshot?.clocks).toEqual([{ clockId: 6, timestamp: '0' }]);
  expect(file.slices.at(-1)?.endNs).toBe(1_000_000_000n);
});

it('takes at most 17 bytes for a begin or end of a call', async () => {
  const calls = 20_000;
  const file = await exported(largeSource(calls, 4, 50));
  expect(file.slices).toHaveLength(calls);
  expect(file.bytes / (2 * calls)).toBeLessThan(17);
});

it.each(hostileNames)('writes a readable file for names of %s', async (_, name) => {
  const file = await exported(withHostileNames(busySource(), name));
  expect(file.slices.length).toBeGreaterThan(5);
  for (const { name: shown } of file.slices) expect(shown.length).toBeLessThanOrEqual(1000);
});

it('is a valid file for a range without anything', async () => {
  const file = await exported(new SyntheticSource());
  expect(file.slices).toEqual([]);
});

it('stops when the export is cancelled', async () => {
  await expect(written(perfettoOf, busySource(), scratch.path, AbortSignal.abort())).rejects.toThrow('aborted');
});

it('is refused by the reader of these tests if it has an unknown field', async () => {
  const file = await written(perfettoOf, busySource(), scratch.path);
  // A packet of 2 bytes with field 1 (ftrace_events), which the definitions do not have.
  await expect(readPerfetto(Buffer.concat([file, Buffer.from([0x0a, 0x02, 0x08, 0x01])]))).rejects.toThrow('fields');
});
