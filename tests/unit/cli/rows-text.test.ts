import { COLUMN_IDS, TRACE_COLUMNS } from '@shared/model/trace-columns';
import { expect, it } from 'vitest';
import { interruptedNotice, rowsText } from '../../../src/cli/rows-text';
import { rowLike } from '../setup/row';

const [head = '', first = ''] = rowsText([
  rowLike({
    createdAt: '2026-01-02T12:00:00.000Z',
    domains: ['userspace', 'kernel'],
    discardedEvents: 7,
    lostPackets: 1,
  }),
]).split('\n');

it('lists the columns of the window under their headings, in their order', () => {
  const labels = COLUMN_IDS.filter((id) => TRACE_COLUMNS[id].listed).map((id) => TRACE_COLUMNS[id].label.toUpperCase());
  expect(head.split(/ {2,}/)).toEqual(['ID', ...labels]);
});

it('formats each value by the kind of its column', () => {
  expect(first).toMatch(
    /Listing +2026-01-02 \d\d:00 +userspace, kernel +1\.0 s +5\.0 MiB +10 +7 events, 1 packet +ready$/,
  );
});

it('shows why a trace cannot be read instead of its state', () => {
  expect(rowsText([rowLike({ state: 'unknown', problem: 'Its trace.json is broken.' })])).toContain(
    'Its trace.json is broken.',
  );
});

it('names the place of a recording that cannot be checked from here', () => {
  expect(rowsText([rowLike({ state: 'recording', recordedOn: 'node17' })])).toMatch(/recording on node17$/);
});

it('names the way out for interrupted recordings only', () => {
  expect(interruptedNotice([rowLike({ state: 'recording' }), rowLike({ state: 'ready' })])).toBeUndefined();
  expect(interruptedNotice([rowLike({ state: 'interrupted' })])).toMatch(/1 recording .*`recover`/);
});
