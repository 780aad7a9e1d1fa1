import type { ExportEvent } from '@core/analysis/formats/export-source';
import { csvOf, ndjsonOf } from '@core/analysis/formats/write-events';
import type { FieldValue } from '@reader/events/event';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../setup/scratch';
import { hostileNames } from './hostile-names';
import { SyntheticSource } from './synthetic-source';
import { written } from './written';

const scratch = scratchFolder();

const NOBODY = { container: null, process: '', pid: -1, thread: '', tid: -1 };

const event = (change: Partial<ExportEvent> = {}): ExportEvent => ({
  timeNs: 1_000_000_001,
  name: 'app:request',
  owner: { container: 'api-1', process: 'api', pid: 1, thread: 'worker', tid: 12 },
  cpu: 3,
  symbol: null,
  context: new Map<string, FieldValue>([['vtid', 12]]),
  fields: new Map<string, FieldValue>([['size', 4096]]),
  ...change,
});

function sourceOf(...events: ExportEvent[]): SyntheticSource {
  const source = new SyntheticSource();
  source.recorded.push(...events);
  return source;
}

const linesOf = async (writer: typeof csvOf, source: SyntheticSource): Promise<string[]> =>
  String(await written(writer, source, scratch.path))
    .trimEnd()
    .split('\n');

describe('NDJSON', () => {
  const fieldsOf = async (value: FieldValue): Promise<string> => {
    const [line = ''] = await linesOf(ndjsonOf, sourceOf(event({ fields: new Map([['value', value]]) })));
    JSON.parse(line);
    return line.slice(line.indexOf('"fields":{"value":') + 18, -2);
  };

  it('has an object per event with container, process, thread, symbol and every field', async () => {
    const lines = await linesOf(ndjsonOf, sourceOf(event(), event({ owner: NOBODY, cpu: -1, symbol: 'main' })));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        time: '2023-11-14T22:13:21.123456790Z',
        ns: 1_000_000_001,
        event: 'app:request',
        container: 'api-1',
        process: 'api',
        pid: 1,
        thread: 'worker',
        tid: 12,
        cpu: 3,
        symbol: null,
        context: { vtid: 12 },
        fields: { size: 4096 },
      },
      expect.objectContaining({ container: null, pid: null, thread: null, tid: null, cpu: null, symbol: 'main' }),
    ]);
  });

  it.each<[what: string, value: FieldValue, json: string]>([
    ['integers of 64 bits', 18_446_744_073_709_551_615n, '18446744073709551615'],
    ['negative integers of 64 bits', -9_223_372_036_854_775_808n, '-9223372036854775808'],
    ['floats', 0.1, '0.1'],
    ['a negative zero', -0, '-0.0'],
    ['floats that are not numbers', Number.NaN, '"NaN"'],
    ['infinite floats', Number.NEGATIVE_INFINITY, '"-Infinity"'],
    ['booleans', true, 'true'],
    ['absent fields', null, 'null'],
    ['bytes', new Uint8Array([0, 255, 16]), '"00ff10"'],
    ['enumerations', { value: 3n, labels: ['A', 'B'] }, '{"value":3,"labels":["A","B"]}'],
    ['arrays', [1, [2n, 'x']], '[1,[2,"x"]]'],
    ['structures', new Map<string, FieldValue>([['__proto__', 1]]), '{"__proto__":1}'],
    ['text that a terminal interprets', '\u001b[31m\u009b\u202e\u2028', '"\\u001b[31m\\u009b\\u202e\\u2028"'],
    ['half surrogate pairs', 'a\ud800', '"a\\ud800"'],
  ])('keeps %s exactly', async (_, value, json) => {
    expect(await fieldsOf(value)).toBe(json);
  });

  it.each(hostileNames)('keeps names of %s', async (_, name) => {
    const owner = { ...NOBODY, container: name, process: name, thread: name };
    const [line = ''] = await linesOf(ndjsonOf, sourceOf(event({ name, owner })));
    const shown = name === '' ? null : name;
    expect(JSON.parse(line)).toMatchObject({ event: name, container: shown, process: shown, thread: shown });
  });

  it('has no time of day where the clock of the trace is not absolute', async () => {
    const source = sourceOf(event());
    source.beginUnixNs = null;
    const [line = ''] = await linesOf(ndjsonOf, source);
    expect(JSON.parse(line)).toMatchObject({ time: null, ns: 1_000_000_001 });
  });

  it('has no time of day after the year 9999', async () => {
    const source = sourceOf(event());
    source.beginUnixNs = 2n ** 63n * 1000n;
    expect(JSON.parse((await linesOf(ndjsonOf, source))[0] ?? '')).toMatchObject({ time: null });
  });

  it('writes times before 1970', async () => {
    const source = sourceOf(event({ timeNs: 0 }));
    source.beginUnixNs = -1n;
    expect(JSON.parse((await linesOf(ndjsonOf, source))[0] ?? '').time).toBe('1969-12-31T23:59:59.999999999Z');
  });
});

describe('CSV', () => {
  it('has a line per event below the names of the columns', async () => {
    expect(await linesOf(csvOf, sourceOf(event(), event({ owner: NOBODY, cpu: -1, fields: new Map() })))).toEqual([
      'time,ns,event,container,process,pid,thread,tid,cpu,symbol,fields',
      '2023-11-14T22:13:21.123456790Z,1000000001,app:request,api-1,api,1,worker,12,3,,"{""size"":4096}"',
      '2023-11-14T22:13:21.123456790Z,1000000001,app:request,,,,,,,,{}',
    ]);
  });

  it.each(['=cmd|calc', '+1', '-1+1', '@SUM(A1)'])('lets no spreadsheet run the name %s', async (name) => {
    const [, line = ''] = await linesOf(csvOf, sourceOf(event({ symbol: name })));
    expect(cellsOf(line)[9]).toBe(`'${name}`);
  });

  it.each(hostileNames)('has one line of 11 cells for names of %s', async (_, name) => {
    const owner = { ...NOBODY, container: name, process: name, thread: name };
    const lines = await linesOf(csvOf, sourceOf(event({ name, owner, symbol: name })));
    expect(lines).toHaveLength(2);
    expect(cellsOf(lines[1] ?? '')).toHaveLength(11);
  });
});

it.each([csvOf, ndjsonOf])('stops when the export is cancelled', async (writer) => {
  await expect(written(writer, sourceOf(event()), scratch.path, AbortSignal.abort())).rejects.toThrow('aborted');
});

/** The cells of a line by RFC 4180. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
