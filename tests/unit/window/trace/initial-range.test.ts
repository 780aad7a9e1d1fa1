import { expect, test } from 'vitest';
import { eventSpan, initialRange } from '../../../../src/renderer/models/trace-view/initial-range';
import { timelineRow } from '../trace-tabs/rows';

const S = 1e9;
const thread = (firstS: number, lastS: number, events = 5) =>
  timelineRow({ kind: 'thread', events, firstNs: firstS * S, lastNs: lastS * S });

test('a long recording with events in a short part of it shows that part, with a little room', () => {
  const rows = [
    thread(1_002, 1_008),
    thread(1_004, 1_013),
    thread(0, 0, 0),
    timelineRow({ kind: 'cpus', lastNs: 3_748 * S }),
  ];
  expect(eventSpan({ rows })).toEqual({ fromNs: 1_002 * S, toNs: 1_013 * S });
  const range = initialRange({ rows }, 3_748 * S);
  expect(range?.fromNs).toBeLessThan(1_002 * S);
  expect(range?.fromNs).toBeGreaterThan(1_001 * S);
  expect(range?.toNs).toBeGreaterThan(1_013 * S);
  expect(range?.toNs).toBeLessThan(1_014 * S);
});

test('other traces show everything', () => {
  expect(initialRange({ rows: [thread(0, 400)] }, 3_748 * S)).toBeNull();
  expect(initialRange({ rows: [] }, 3_748 * S)).toBeNull();
  expect(initialRange({ rows: [thread(0, 0, 0)] }, 3_748 * S)).toBeNull();
});
