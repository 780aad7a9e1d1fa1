import { Attribution } from '@core/analysis/attribution/attribution';
import { factsOf } from '@core/analysis/events/event-facts';
import { eventJsonLine } from '@core/analysis/events/event-json-line';
import { EventOwners } from '@core/analysis/events/event-owners';
import { filterTest } from '@core/analysis/events/match-filter';
import { mayMatch } from '@core/analysis/events/may-match';
import type { DecodedEvent, FieldValue } from '@reader/events/event';
import { parseFilter } from '@shared/analysis/event-filter/parse-filter';
import { stripControls } from '@shared/model/plain-text';
import { describe, expect, it } from 'vitest';
import { eventText } from '../../../src/cli/analysis/events-text';
import { containerOf } from './sample-analysis';

const BEGIN_MS = 1_767_225_600_000;
const SPAN = { beginNs: BigInt(BEGIN_MS) * 1_000_000n, isAbsolute: true, hasClock: true };
const CLASSES = { streams: new Map(), events: new Map() };

function eventOf(
  name: string,
  context: Record<string, FieldValue>,
  payload: Record<string, FieldValue> = {},
): DecodedEvent {
  return {
    timeNs: 1_500_000_000,
    leaf: 0,
    stream: 0,
    packet: 0,
    position: 0,
    cpu: 1,
    streamClass: {
      id: 0,
      name: null,
      clock: null,
      packetContext: null,
      eventHeader: null,
      commonContext: null,
      ...CLASSES,
    },
    eventClass: { id: 0, name, logLevel: null, specificContext: null, payload: null },
    commonContext: new Map(Object.entries(context)),
    specificContext: new Map(),
    payload: new Map(Object.entries(payload)),
  };
}

const CONTAINERS = [
  containerOf({
    name: 'web-1',
    startedAtMs: BEGIN_MS,
    processes: [
      { vpid: 7, pid: null, procname: 'sh', events: 1, firstAtMs: BEGIN_MS + 1_000, lastAtMs: BEGIN_MS + 1_200 },
      { vpid: 7, pid: null, procname: 'nginx', events: 1, firstAtMs: BEGIN_MS + 1_300, lastAtMs: BEGIN_MS + 1_900 },
    ],
  }),
];
const ownersOf = (executables: Record<number, string> = {}): EventOwners =>
  new EventOwners(new Attribution(CONTAINERS, SPAN, false), CONTAINERS, SPAN.beginNs, {
    executableOf: ({ vpid }) => executables[vpid] ?? null,
  });
const owners = ownersOf();

describe('the owner of an event', () => {
  it('has the name that the process had at the time, although the event is of another thread', () => {
    const context = { pid_ns: 100, vpid: 7, vtid: 9, procname: 'worker\n-2' };
    expect(owners.of(eventOf('a', context))).toEqual({
      whose: { kind: 'container', container: 0 },
      container: 'web-1',
      process: 'nginx',
      pid: 7,
      thread: 'worker -2',
      tid: 9,
    });
  });

  it('outside of containers has the name of its main thread, its program, or its first thread', () => {
    const named = ownersOf({ 30: '/usr/bin/java' });
    const processOf = (vpid: number, vtid: number, procname: string) =>
      named.of(eventOf('a', { pid_ns: 4_026_531_836, vpid, vtid, procname })).process;
    expect([processOf(20, 21, 'worker'), processOf(20, 22, 'HT cleanup')]).toEqual(['thread worker', 'thread worker']);
    expect([processOf(20, 20, 'sshd'), processOf(20, 21, 'worker')]).toEqual(['sshd', 'sshd']);
    expect([processOf(30, 31, 'HT cleanup'), processOf(40, 42, 'cat-ust')]).toEqual(['java', 'cat']);
  });

  it.each([
    ['the context tid', { tid: 284 }, {}],
    ['a sched_switch', {}, { prev_tid: 284 }],
  ])(
    'stays when the kernel has released the thread, whose namespaces and ids are 0 then, by %s',
    (_by, own, payload) => {
      const named = ownersOf();
      const before = { pid_ns: 100, vpid: 7, vtid: 9, procname: 'worker', mnt_ns: 4 };
      const after = { pid_ns: 0, vpid: 0, vtid: 0, procname: 'worker', mnt_ns: 0 };
      const of = (context: Record<string, FieldValue>) =>
        named.of(eventOf('sched_switch', { ...context, ...own }, payload));
      expect(of(after)).toMatchObject({ whose: { kind: 'unattributed' } });
      const owner = of(before);
      expect(owner).toMatchObject({ container: 'web-1', pid: 7, tid: 9 });
      expect(of(after)).toEqual(owner);
    },
  );

  it('is not known without contexts', () => {
    expect(owners.of(eventOf('a', {}))).toMatchObject({
      whose: { kind: 'unattributed', gap: 'no-context' },
      container: null,
      pid: -1,
      tid: -1,
    });
  });
});

describe('an event', () => {
  const event = eventOf(
    'syscall_exit_openat',
    { pid_ns: 100n, vpid: 7, vtid: 9, procname: 'worker' },
    { ret: -2, path: 'a, b = "c"\n', flags: { value: 1, labels: ['O_RDONLY'] }, raw: Uint8Array.of(1, 255) },
  );
  const named = { event, domain: 'kernel', owner: owners.of(event), symbol: null } as const;

  it('is one line of text, in which text from the trace is quoted', () => {
    expect(eventText(named)).toBe(
      '1.500000000  web-1  nginx[7]  worker[9]  cpu 1  kernel syscall_exit_openat  ret = -2, path = "a, b = \\"c\\"\\n", flags = O_RDONLY (1), raw = 0x01ff',
    );
  });

  it('hides neither other events nor its own fields behind control characters in names and text', () => {
    const payload = { text: 'a\u0090b\u009d\u202e\u001b]', 'x\ny\u0090': 1, nested: new Map([['p\nq\u009d', 2]]) };
    const hostile = {
      event: eventOf('a', {}, payload),
      domain: 'userspace',
      owner: owners.of(event),
      symbol: null,
    } as const;
    const line = eventText(hostile);
    expect(stripControls(`${line}\n${line}`)).toBe(`${line}\n${line}`);
    expect(line).toMatch(/text = "a\\u0090b\\u009d\\u202e\\u001b\]", x y = 1, nested = \{ p q = 2 \}$/);
  });

  it('is one line of JSON with the time of day', () => {
    const line = eventJsonLine(named, SPAN);
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({
      time: '2026-01-01T00:00:01.500000000Z',
      ns: 1_500_000_000,
      event: 'syscall_exit_openat',
      container: 'web-1',
      process: 'nginx',
      pid: 7,
      tid: 9,
      context: { pid_ns: 100 },
      fields: { ret: -2, flags: { value: 1, labels: ['O_RDONLY'] } },
    });
  });

  it('is found by its owner, its fields and its contexts', () => {
    const matches = (filter: string) => filterTest(parseFilter(filter))(factsOf(named));
    expect(
      ['container=web-*', 'process=7', 'thread=worker', 'ret<0', 'pid_ns=100', 'flags=O_RDONLY'].map(matches),
    ).toEqual(Array.from({ length: 6 }, () => true));
    expect(matches('raw=1')).toBe(false);
  });

  it('of a process without a name is found by what is shown as its name', () => {
    const other = eventOf('a', { pid_ns: 4_026_531_836, vpid: 20, vtid: 21, procname: 'podman' });
    const facts = factsOf({ event: other, domain: 'kernel', owner: owners.of(other), symbol: null });
    const matches = (filter: string) => filterTest(parseFilter(filter))(facts);
    const filters = ['process="thread podman"', 'process=20', 'thread=podman', 'process=podman'];
    expect(filters.map(matches)).toEqual([true, true, true, false]);
    // The name of a known process is compared, not that of its thread.
    expect(filterTest(parseFilter('process=worker'))(factsOf(named))).toBe(false);
  });
});

describe('a class of events', () => {
  it.each([
    ['sched_*', false],
    ['syscall_*', true],
    ['not syscall_*', false],
    ['sched_* or ret<0', true],
    ['sched_* and ret<0', false],
    ['not (syscall_* and ret<0)', true],
    ['not (syscall_* or ret<0)', false],
    ['domain=userspace', false],
    ['container=web or container!=web', true],
    ['name!=sched_switch', true],
  ])('can match %s: %s', (filter, expected) => {
    expect(mayMatch(parseFilter(filter), { name: 'syscall_exit_openat', domain: 'kernel' })).toBe(expected);
  });

  it('leaves out classes without the field that is compared', () => {
    const without = {
      name: 'syscall_exit_openat',
      domain: 'kernel',
      mayHave: (path: string) => path === 'ret',
    } as const;
    const may = (filter: string): boolean => mayMatch(parseFilter(filter), without);
    expect([may('fd=3'), may('fd!=3'), may('addr.port=80'), may('fd=3 and ret<0')]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([may('not fd=3'), may('fd=3 or ret<0'), may('process=7'), may('ret<0')]).toEqual([true, true, true, true]);
  });
});
