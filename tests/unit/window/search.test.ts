import type { TraceRow } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { filterRows } from '../../../src/renderer/models/traces-table/search/filter-rows';
import { parseQuery, tokens } from '../../../src/renderer/models/traces-table/search/parse-query';
import { suggest } from '../../../src/renderer/models/traces-table/search/suggest';
import { rowLike } from '../setup/row';

const rows: TraceRow[] = [
  rowLike({ id: 'a', title: 'Alpha', tags: ['slow', 'two words'], notes: 'the Regression of May' }),
  rowLike({ id: 'b', title: 'Beta', engine: 'docker', image: 'nginx:1.27', exitCode: 1, sizeBytes: 50 * 1024 * 1024 }),
  rowLike({
    id: 'c',
    title: 'Gamma',
    state: 'damaged',
    sizeBytes: null,
    events: null,
    exitCode: null,
    tags: ['slower'],
  }),
  rowLike({
    id: 'd',
    title: 'Delta',
    createdAt: new Date(2026, 4, 1, 12).toISOString(),
    discardedEvents: 7,
    domains: ['kernel', 'userspace'],
    durationMs: 90_000,
  }),
];
const found = (typed: string): string =>
  filterRows(rows, parseQuery(typed))
    .map((row) => row.id)
    .join('');

describe('the search', () => {
  it('finds rows that contain every word in name, command, image, engine, tags, notes or id', () => {
    expect(found('')).toBe('abcd');
    expect(found('alpha')).toBe('a');
    expect(found('LISTING nothing')).toBe('');
    expect(found('ls podman')).toBe('acd');
    expect(found('nginx')).toBe('b');
    expect(found('regression')).toBe('a');
    expect(found('"two words"')).toBe('a');
  });

  it('applies filters', () => {
    expect(found('engine:docker')).toBe('b');
    expect(found('engine:pod alpha')).toBe('a');
    expect(found('image:nginx')).toBe('b');
    expect(found('command:"ls -la"')).toBe('abcd');
    expect(found('tag:slow')).toBe('ac');
    expect(found('tag:"slow"')).toBe('a');
    expect(found('tag:"two words"')).toBe('a');
    expect(found('lost:yes')).toBe('d');
    expect(found('domain:kernel')).toBe('d');
    expect(found('domain:u')).toBe('abcd');
    expect(found('lost:no')).toBe('abc');
    expect(found('state:damaged')).toBe('c');
    expect(found('exit:1')).toBe('b');
    expect(found('exit:>0')).toBe('b');
    expect(found('size:>10M')).toBe('b');
    expect(found('size:<=5MiB')).toBe('ad');
    expect(found('duration:>=1min')).toBe('d');
    expect(found('events:10')).toBe('abd');
    expect(found('after:2026-05-01')).toBe('d');
    expect(found('before:2026-05')).toBe('abc');
    expect(found('after:2026-05-01T12:30')).toBe('');
    expect(found('Engine:PODMAN after:2026')).toBe('acd');
  });

  it('reports invalid filters and ignores them', () => {
    const wrong = [
      'after:soon',
      'after:2026-02-30',
      'lost:maybe',
      'size:big',
      'size:1.2.3M',
      'exit:one',
      'state:fine',
      'duration:>5parsec',
    ];
    for (const typed of wrong) {
      const query = parseQuery(`${typed} alpha`);
      expect(
        query.wrong.map(({ name, value }) => `${name}:${value}`),
        typed,
      ).toEqual([typed]);
      expect(found(`${typed} alpha`), typed).toBe('a');
    }
  });

  it('ignores a filter without a value, and searches for an unknown one as text', () => {
    expect(parseQuery('after:').wrong).toEqual([]);
    expect(found('after:')).toBe('abcd');
    expect(found('nginx:1.27')).toBe('b');
    expect(parseQuery('colour:red').unknown).toEqual(['colour:red']);
  });

  it('keeps quoted words together, also while the last quote is open', () => {
    expect(tokens(' a  tag:"b c" "d e')).toEqual([
      { text: 'a', start: 1 },
      { text: 'tag:"b c"', start: 4 },
      { text: '"d e', start: 14 },
    ]);
  });
});

describe('the suggestions of the search', () => {
  const labels = (typed: string): string[] => suggest(typed, rows).map((one) => one.label);

  it('are all filters in an empty field, then the filters with the typed prefix, and none after a word', () => {
    expect(labels('')).toContain('engine:');
    expect(labels('en')).toEqual(['engine:']);
    expect(labels('alpha ')).toEqual([]);
    expect(labels('alpha')).toEqual([]);
  });

  it('are the values in the library, quoted where necessary', () => {
    expect(labels('engine:')).toEqual(['engine:docker', 'engine:podman']);
    expect(labels('alpha tag:wo')).toEqual(['tag:"two words"']);
    expect(suggest('alpha tag:wo', rows)[0]?.query).toBe('alpha tag:"two words" ');
    expect(labels('lost:')).toEqual(['lost:yes', 'lost:no']);
  });
});
