import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents } from '@reader/events/read-events';
import { openTrace } from '@reader/open-trace';
import { ReadError } from '@reader/read-error';
import type { TraceReading } from '@reader/trace-reading';
import { afterAll, describe, expect, it } from 'vitest';
import { type EventLine, printedByStream, printedEvents } from '../../../setup/babeltrace/printed-events';
import { readLines } from '../../../setup/babeltrace/read-lines';
import { leavesBelow, readLeaf } from '../../../setup/leaf-folders';
import { removeTree } from '../../../setup/remove-tree';
import { runTool } from '../../../setup/run-tool';
import { BABELTRACE_COUNTS, describeWithTraces } from '../../../setup/shared-traces';
import { BY_STREAM, EMPTY_TEXTS, FOREIGN, STOPS, TRANSLATED } from './stops';

/** What each list has that the other has not, in any order: events of the same time have no order among streams. */
function compareLines(printed: readonly EventLine[], read: readonly EventLine[]) {
  const counts = new Map<EventLine, number>();
  for (const line of printed) counts.set(line, (counts.get(line) ?? 0) + 1);
  const added = read.filter((line) => {
    const left = counts.get(line) ?? 0;
    if (left > 0) counts.set(line, left - 1);
    return left === 0;
  });
  return { added, missing: [...counts].flatMap(([line, count]) => Array.from({ length: count }, () => line)) };
}

/** @param emptyTexts number of lines that babeltrace2 misprints */
function expectSameLines(reading: TraceReading, printed: readonly EventLine[], emptyTexts = 0): void {
  const { added, missing } = compareLines(printed, readLines(reading));
  expect({ added, missing: missing.length }).toEqual({
    added: Array.from({ length: emptyTexts }, () => expect.stringContaining(' ""')),
    missing: added.length,
  });
}

describe('a recording of the kernel and of userspace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recording-'));
  afterAll(() => removeTree(folder));

  it('has the events of babeltrace2, in the order of time', () => {
    runTool('tar', ['-xzf', join(import.meta.dirname, '../../../fixtures/kernel-and-userspace.tar.gz'), '-C', folder]);
    const reading = openTrace(leavesBelow(folder).map((leaf) => readLeaf(join(folder, leaf))));
    expect(reading.leaves.map(({ domain }) => domain)).toEqual(['kernel', 'userspace']);
    expectSameLines(reading, printedEvents(folder), EMPTY_TEXTS['kernel-and-userspace']);
    const times = [...readEvents(reading)].flat().map(({ timeNs }) => timeNs);
    expect(times.findIndex((time, index) => time < (times[index - 1] ?? 0))).toBe(-1);
    expect(reading.warnings).toEqual([]);
  });
});

describeWithTraces('compared with babeltrace2', ['babeltrace', 'ctf-testsuite', 'tracecompass'], (traces) => {
  const rows = readFileSync(BABELTRACE_COUNTS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [path = '', count = '', status = ''] = line.split(' ');
      return { path, count, isRead: status === '0' };
    });
  const inFull = rows.filter(({ isRead, count }) => isRead && count !== '0');
  const isRefused = (path: string) => !(path in STOPS) && !(path in TRANSLATED) && !BY_STREAM.includes(path);
  const isLeaf = (path: string) =>
    statSync(join(traces, path, 'metadata'), { throwIfNoEntry: false })?.isFile() === true;
  const refused = rows.filter(({ isRead, path }) => !isRead && isRefused(path) && isLeaf(path));

  const open = (path: string) => openTrace([readLeaf(join(traces, path))]);
  const expectLines = (path: string, printed: readonly EventLine[]): void => {
    const reading = open(path);
    expectSameLines(reading, printed, EMPTY_TEXTS[path]);
    const kinds = new Set(reading.warnings.map(({ kind }) => kind));
    expect([...kinds]).toEqual(FOREIGN.includes(path) ? ['foreign-uuid'] : []);
  };

  it.each(inFull)('reads the same $count events of $path', ({ path, count }) => {
    const printed = printedEvents(join(traces, path));
    expect(printed).toHaveLength(Number(count));
    expectLines(path, printed);
  });

  it.each(BY_STREAM)('reads the same events of each stream of %s', (path) => {
    expectLines(path, printedByStream(join(traces, path)));
  });

  it.each(Object.entries(TRANSLATED))('reads the same events of %s as babeltrace2 of %s', (path, original) => {
    expectLines(path, printedEvents(join(traces, original)));
  });

  it.each(Object.entries(STOPS))('reads what can be read of %s', (path, { events, first }) => {
    const reading = open(path);
    expect(readLines(reading)).toHaveLength(events);
    const [warning] = reading.warnings;
    expect(warning ? [warning.kind, warning.packet, warning.offsetBytes] : null).toEqual(first);
  });

  it.each(refused)('refuses the metadata of $path, as babeltrace2 does', ({ path }) => {
    expect(() => open(path)).toThrow(ReadError);
  });
});
