import { describe, expect, it } from 'vitest';
import { findingsOf, insightsOfLeaves, MS, textsOf, US } from './written-trace';
import { lock, type Program, userspace } from './written-userspace';

const EBUSY = 16;
const worker = (number: number): Program => ({ vpid: 7, vtid: 10 + number, name: `worker-${number}` });
const [one, two, three] = [worker(1), worker(2), worker(3)];

/** A lock and an unlock without a wait. */
const held = (of: Program, fromNs: number, toNs: number) => [
  lock(of, 'request', fromNs),
  lock(of, 'acquire', fromNs + US),
  lock(of, 'release', toNs),
];

const found = async (events: Parameters<typeof userspace>[0], packets?: Parameters<typeof userspace>[1]) =>
  findingsOf(await insightsOfLeaves([userspace(events, packets)]), 'lock-held');

describe('a lock that is held', () => {
  it('is told with who held it and who waited: 60 ms and 39 ms', async () => {
    const findings = await found([
      ...held(one, 0, 60 * MS),
      lock(two, 'request', 0.5 * MS),
      lock(two, 'acquire', 60.5 * MS),
      lock(two, 'release', 60.6 * MS),
      ...held(one, 100 * MS, 140 * MS),
      lock(three, 'request', 101 * MS),
      lock(three, 'acquire', 140 * MS),
      lock(three, 'release', 141 * MS),
    ]);
    expect(textsOf(findings)).toEqual([
      'worker-2 and worker-3 waited 98.5 ms for a lock that worker-1 held. In 2 waits for 0x7f00. The longest took 59.5 ms.',
    ]);
    expect(findings[0]?.factor).toBeCloseTo(9.85);
    expect(findings[0]?.place).toMatchObject({ fromNs: 0.5 * MS, toNs: 60 * MS, rows: [1, 0] });
  });

  it('is not the one of the waiting thread that got it first', async () => {
    // worker-3 waits 20 ms for worker-1 and 30 ms for worker-2.
    const findings = await found([
      ...held(one, 0, 21 * MS),
      lock(two, 'request', 0.5 * MS),
      lock(three, 'request', MS),
      lock(two, 'acquire', 21 * MS),
      lock(two, 'release', 51 * MS),
      lock(three, 'acquire', 51 * MS),
      lock(three, 'release', 52 * MS),
    ]);
    // One sentence about each lock: that of the holder for whom the threads waited most.
    expect(textsOf(findings)).toEqual([expect.stringContaining('worker-2 and worker-3 waited 40.5 ms')]);
  });

  it('is held once if its thread locks it twice', async () => {
    const findings = await found([
      ...held(one, 0, 30 * MS),
      lock(one, 'request', MS),
      lock(one, 'acquire', MS),
      lock(one, 'release', 2 * MS),
      lock(two, 'request', 10 * MS),
      lock(two, 'acquire', 30 * MS),
    ]);
    expect(textsOf(findings)).toEqual([expect.stringContaining('worker-2 waited 20.0 ms')]);
  });

  it.each([
    ['nobody waits for it', [...held(one, 0, 60 * MS), ...held(two, 61 * MS, 90 * MS)]],
    ['a thread tries it and fails', [...held(one, 0, 60 * MS), lock(two, 'try', 5 * MS, 0x7f00, EBUSY)]],
    [
      'its thread waits for a condition, so that others acquire it at once',
      [lock(one, 'acquire', 0), ...held(two, 50 * MS, 90 * MS), lock(one, 'release', 100 * MS)],
    ],
    [
      'another lock is waited for',
      [...held(one, 0, 60 * MS), lock(two, 'request', MS, 0x8000), lock(two, 'acquire', 50 * MS, 0x8000)],
    ],
  ])('is no finding where %s', async (_, events) => {
    expect(await found(events)).toEqual([]);
  });

  it('cannot be checked where an unlock may have been lost', async () => {
    const events = held(one, 0, 60 * MS);
    const packets = [
      { begin: 0, end: 50 * MS },
      { begin: 51 * MS, end: 100 * MS, discarded: 2 },
    ];
    const { unchecked } = await insightsOfLeaves([userspace(events, packets)]);
    expect(unchecked).toContainEqual(
      expect.objectContaining({ rule: 'lock-held', missing: 'events of the programs were lost' }),
    );
  });
});
