import { LoadCollector } from '@core/symbols/loads/collect-loads';
import { MappingFinder } from '@core/symbols/loads/find-mapping';
import type { LoadEvent } from '@core/symbols/loads/load-events';
import { describe, expect, it } from 'vitest';

const A = { pidNs: 1, vpid: 7 };
const B = { pidNs: 2, vpid: 7 };

const list = (atNs: number, ids = A): LoadEvent => ({ kind: 'list-begins', atNs, ...ids });
const load = (atNs: number, path: string, base: number, ids = A, memoryBytes = 0x1000): LoadEvent => ({
  ...{ kind: 'load', atNs, path, base, memoryBytes },
  ...ids,
});
const buildId = (atNs: number, base: number, id: string, ids = A): LoadEvent => ({
  ...{ kind: 'build-id', atNs, base, buildId: id },
  ...ids,
});
const unload = (atNs: number, base: number): LoadEvent => ({ kind: 'unload', atNs, base, ...A });
const fork = (atNs: number, parent: typeof A, child: typeof A): LoadEvent => ({ kind: 'fork', atNs, ...parent, child });

function seen(events: readonly LoadEvent[]) {
  const collector = new LoadCollector();
  for (const event of events) collector.add(event);
  const map = collector.map(0n);
  const finder = new MappingFinder(map);
  return {
    files: map.files,
    at: (address: number, atNs: number, ids = A): string => {
      const found = finder.find(ids, address, atNs);
      return 'gap' in found ? found.gap : (map.files[found.mapping.file]?.path ?? '');
    },
    executable: (ids = A) => map.files[finder.executable(ids) ?? -1]?.path,
  };
}

describe('what was in memory', () => {
  it('is the file whose range contains the address', () => {
    const { at } = seen([list(0), load(1, '/app', 0x1000), load(1, '/lib', 0x9000)]);
    expect([0xfff, 0x1000, 0x1fff, 0x2000, 0x9001].map((address) => at(address, 5))).toEqual([
      ...['no-binary', '/app', '/app', 'no-binary', '/lib'],
    ]);
  });

  it('before the tracer listed the files is what it lists then', () => {
    const { at } = seen([list(10), load(11, '/app', 0x1000)]);
    expect(at(0x1000, 3)).toBe('/app');
  });

  it('has the program of the process at the lowest address of its last list', () => {
    const { executable } = seen([
      ...[list(0), load(1, '/bin/sh', 0x1000), load(2, '/lib', 0x500)],
      ...[list(5), load(6, '/lib', 0x9000), load(7, '/bin/java', 0x2000), load(8, '/plugin.so', 0x500, B)],
    ]);
    expect([executable(), executable(B)]).toEqual(['/bin/java', undefined]);
  });

  it('changes when a library is unloaded and another is loaded in its place', () => {
    const { at } = seen([load(1, '/one', 0x1000), unload(5, 0x1000), load(9, '/two', 0x1800)]);
    expect([at(0x1900, 4), at(0x1900, 9), at(0x1100, 9)]).toEqual(['/one', '/two', 'no-binary']);
  });

  it('changes when a library is loaded in the place of one whose end was not recorded', () => {
    const { at } = seen([load(1, '/one', 0x1000), load(9, '/two', 0x1800)]);
    expect([at(0x1100, 8), at(0x1100, 9)]).toEqual(['/one', 'no-binary']);
  });

  it('after exec is what the new program lists, and nothing of the old one', () => {
    const { at } = seen([
      list(0),
      load(1, '/old', 0x1000),
      load(1, '/lib', 0x8000),
      list(20),
      load(21, '/new', 0x1000),
    ]);
    expect([at(0x1000, 19), at(0x1000, 21), at(0x8000, 21)]).toEqual(['/old', '/new', 'no-binary']);
  });

  it('belongs to one process: a vpid of another namespace is another process', () => {
    const { at } = seen([load(1, '/app', 0x1000), load(1, '/other', 0x1000, B)]);
    expect([at(0x1000, 5), at(0x1000, 5, B)]).toEqual(['/app', '/other']);
  });

  it('of a child without a list is what its parent had when it began', () => {
    const child = { pidNs: 1, vpid: 8 };
    const grandchild = { pidNs: 1, vpid: 9 };
    const { at } = seen([
      load(1, '/one', 0x1000),
      fork(5, A, child),
      fork(6, child, grandchild),
      load(9, '/two', 0x1000),
    ]);
    expect([at(0x1000, 20), at(0x1000, 20, child), at(0x1000, 20, grandchild)]).toEqual(['/two', '/one', '/one']);
    expect(at(0x1000, 4, child)).toBe('no-load-event');
  });

  it('ends for forks in a circle', () => {
    expect(seen([fork(1, A, B), fork(1, B, A)]).at(0x1000, 5)).toBe('no-load-event');
  });

  it('cannot be told without vpid if several processes listed their files', () => {
    const unknown = { pidNs: 0, vpid: -1 };
    const one = [list(0, unknown), load(1, '/app', 0x1000, unknown)];
    expect(seen(one).at(0x1000, 5, unknown)).toBe('/app');
    expect(seen([...one, list(2, unknown)]).at(0x1000, 5, unknown)).toBe('no-vpid');
    expect(seen([load(1, '/app', 0x1000)]).at(0x1000, 5, unknown)).toBe('no-vpid');
  });

  it('is one file for each path and build id', () => {
    const { files, at } = seen([
      ...[load(1, '/app', 0x1000), buildId(2, 0x1000, 'aa'), load(1, '/app', 0x1000, B), buildId(2, 0x1000, 'bb', B)],
      ...[list(5), load(6, '/app', 0x5000), buildId(7, 0x5000, 'aa')],
    ]);
    expect(files.map(({ path, buildId: id }) => [path, id])).toEqual([
      ['/app', 'aa'],
      ['/app', 'bb'],
    ]);
    expect(at(0x5000, 8)).toBe('/app');
  });

  it('is listed once if dlopen reports it twice', () => {
    const collector = new LoadCollector();
    for (const event of [load(1, '/app', 0x1000), load(2, '/app', 0x1000)]) collector.add(event);
    expect(collector.map(0n).processes[0]?.mappings).toHaveLength(1);
  });
});
