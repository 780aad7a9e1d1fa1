import { EventCounter } from '@core/library/event-counter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const NS = 4026532230;
const HOST = 4026531836;

/** Lines as babeltrace2 2.0.4 prints LTTng 2.13's. */
const line = (atMs: number, domain: string, name: string, context: string, payload = '{ }'): string =>
  `[${Math.floor(atMs / 1000)}.${String(atMs % 1000).padStart(3, '0')}123456] ${domain} ${name}: stream.packet.context = { cpu_id = 0 }, stream.event.context = ${context}, event.fields = ${payload}\n`;
const who = (pidNs: number, vpid: number, procname: string, vtid = vpid): string =>
  `{ pid_ns = ${pidNs}, vpid = ${vpid}, vtid = ${vtid}, procname = "${procname}", cgroup_ns = 4026532282, mnt_ns = 4026532227, user_ns = 4026531837 }`;
const fork = (
  atMs: number,
  change: { ns?: number; parentNs?: number; vpid?: number; pid?: number; tid?: number; comm?: string },
): string => {
  const { ns = NS, parentNs = HOST, vpid = 1, pid = 299, tid = pid, comm = 'crun' } = change;
  return line(
    atMs,
    'kernel',
    'sched_process_fork',
    who(HOST, 298, 'crun'),
    `{ parent_comm = "${comm}", parent_tid = 298, parent_pid = 298, parent_ns_inum = ${parentNs}, child_comm = "${comm}", child_tid = ${tid}, _vtids_length = 2, vtids = [ [0] = ${tid}, [1] = ${vpid} ], child_pid = ${pid}, child_ns_inum = ${ns} }`,
  );
};
const dump = (level: number, ns: number): string =>
  line(
    1,
    'kernel',
    'lttng_statedump_process_pid_ns',
    who(HOST, 176, 'Client manageme'),
    `{ tid = 1, vtid = 1, vpid = 1, vppid = 0, ns_level = ${level}, ns_inum = ${ns} }`,
  );

const count = (text: string, startsMs: number[] = [0]) => {
  const counter = new EventCounter(startsMs);
  counter.addText(text);
  return counter.count();
};

describe('the events of a trace', () => {
  it('are counted by domain, in pieces of any size', () => {
    const text =
      fork(5, {}) +
      line(6, 'kernel', 'sched_switch', who(NS, 1, 'ls'), '{ prev_comm = "ls" }') +
      line(7, 'ust', 'ustdemo:step', who(NS, 1, 'ls'), '{ n = 0, msg = "é" }') +
      'babeltrace2 says something else\n' +
      line(8, 'ust', 'ustdemo:step', '{ }', '{ n = 1 }');
    const whole = count(text);
    expect(whole.events).toEqual({ kernel: 2, userspace: 2 });
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        const counter = new EventCounter([0]);
        let at = 0;
        for (const cut of [...cuts, text.length].sort((a, b) => a - b)) {
          counter.addText(text.slice(at, cut));
          at = cut;
        }
        expect(counter.count()).toEqual(whole);
      }),
    );
  });

  it('of userspace are of a process with the name of its main thread', () => {
    const { spans } = count(
      line(2, 'ust', 'x', who(NS, 5, 'java')) +
        line(3, 'ust', 'x', who(NS, 5, 'HT cleanup', 7)) +
        line(4, 'ust', 'x', who(NS, 5, 'java-ust', 8)),
    );
    expect(spans.map(({ procname, events }) => [procname, events])).toEqual([
      ['java', 2],
      ['java-ust', 1],
    ]);
  });

  it("of the host's processes are counted and not listed", () => {
    const { events, spans, hostNs } = count(
      dump(0, 77) +
        dump(1, 78) +
        line(6, 'kernel', 'sched_switch', who(HOST, 9, 'podman')) +
        line(6, 'kernel', 'sched_switch', who(77, 9, 'podman')) +
        line(6, 'kernel', 'sched_switch', who(0, 0, 'exiting')) +
        line(6, 'kernel', 'sched_switch', who(NS, 0, 'exiting')) +
        line(6, 'kernel', 'sched_switch', who(78, 1, 'sleep')),
    );
    expect(events.kernel).toBe(7);
    expect([...hostNs]).toEqual([HOST, 77]);
    expect(spans.map(({ pidNs, procname }) => [pidNs, procname])).toEqual([[78, 'sleep']]);
  });

  it('belong to the container that was started last, and to the namespace that had the inode then', () => {
    const { spans, births } = count(
      fork(10, {}) +
        line(11, 'kernel', 'sched_switch', who(NS, 1, 'ls')) +
        fork(20, { pid: 331 }) +
        line(21, 'kernel', 'sched_switch', who(NS, 1, 'ls')) +
        line(22, 'ust', 'a:b', who(NS, 1, 'ls')),
      [9, 19],
    );
    expect(births.map(({ instance, atMs }) => [instance, atMs])).toEqual([
      [1, 10],
      [2, 20],
    ]);
    expect(spans.map((s) => [s.container, s.ofKernel, s.instance, s.pid, s.procname, s.events])).toEqual([
      [0, true, 1, 299, 'crun', 0],
      [0, true, 1, 299, 'ls', 1],
      [1, true, 2, 331, 'crun', 0],
      [1, true, 2, 331, 'ls', 1],
      [1, false, 2, null, 'ls', 1],
    ]);
  });

  it("of a process's threads bear the name of its first one", () => {
    const { spans } = count(
      fork(10, { vpid: 3, pid: 500, parentNs: NS, comm: 'java' }) +
        fork(11, { vpid: 4, pid: 500, tid: 501, parentNs: NS, comm: 'GC thread' }) +
        line(12, 'kernel', 'sched_switch', who(NS, 3, 'GC thread', 4)) +
        line(13, 'kernel', 'sched_switch', who(NS, 3, 'renamed')) +
        line(14, 'kernel', 'sched_switch', who(NS, 3, 'GC thread', 4)),
    );
    expect(spans.map(({ vpid, pid, procname, events }) => [vpid, pid, procname, events])).toEqual([
      [3, 500, 'java', 1],
      [3, 500, 'renamed', 2],
    ]);
  });

  it('of namespaces that a program only enters are no births', () => {
    expect(count(fork(10, { vpid: 7 })).births).toEqual([]);
  });

  const EVIL = `\\" }, { vpid = 9, pid_ns = 77, procname = \\"evil\\" }, event.fields = { x = 1`;
  it.each<[string, string, unknown]>([
    [
      'a file name',
      line(6, 'kernel', 'syscall_entry_openat', who(NS, 2, 'cat'), `{ dfd = -100, filename = "/${EVIL}", flags = 1 }`),
      [NS, 2, 'cat'],
    ],
    [
      'a line end in a file name',
      line(
        6,
        'kernel',
        'syscall_entry_openat',
        who(NS, 2, 'cat'),
        `{ filename = "/nope/\\n[1.000000000] kernel sched_switch: { cpu_id = 0 }" }`,
      ),
      [NS, 2, 'cat'],
    ],
    [
      "the payload's own fields",
      line(6, 'kernel', 'x', who(NS, 2, 'cat'), '{ vpid = 5, pid_ns = 6, procname = "other" }'),
      [NS, 2, 'cat'],
    ],
    [
      'a name with braces and quotes',
      line(6, 'kernel', 'sched_switch', who(NS, 5, 'a\\" }, { v = 1'), '{ prev_comm = "a\\" }, { v = 1" }'),
      [NS, 5, 'a" }, { v = 1'],
    ],
    [
      'a name that looks like a context',
      line(6, 'kernel', 'sched_switch', `{ procname = "pid_ns = 7", pid_ns = ${NS}, vpid = 5, vtid = 5 }`),
      [NS, 5, 'pid_ns = 7'],
    ],
    [
      'a backslash at the end of a name',
      line(6, 'kernel', 'sched_switch', `{ procname = "a\\\\", pid_ns = ${NS}, vpid = 5, vtid = 5 }`),
      [NS, 5, 'a\\'],
    ],
    [
      'a context with a list and a group in it',
      line(
        6,
        'kernel',
        'sched_switch',
        `{ callstack_user = [ [0] = 0x1, [1] = 0x2 ], app = { x = "}" }, pid_ns = ${NS}, vpid = 5, vtid = 5, procname = "ls" }`,
      ),
      [NS, 5, 'ls'],
    ],
  ])('are not mistaken for %s', (_what, text, expected) => {
    const { events, spans } = count(text);
    expect(events).toEqual({ kernel: 1, userspace: 0 });
    expect(spans.map(({ pidNs, vpid, procname }) => [pidNs, vpid, procname])).toEqual([expected]);
  });

  it('without contexts are counted, whatever their payload says', () => {
    const bare = (payload: string): string =>
      `[1.000000001] ust a:b: stream.packet.context = { cpu_id = 0 }, event.fields = ${payload}\n`;
    const { events, spans } = count(
      bare('{ vpid = 5, procname = "x" }') +
        bare(`{ s = ", stream.event.context = { vpid = 5, procname = \\"x\\" }" }`) +
        '[1.000000001] kernel odd: { cpu_id = 0, broken "\n' +
        '[1.000000001] kernel odd: \n' +
        '[1.000000001] domainless: { }\n',
    );
    expect(events).toEqual({ kernel: 2, userspace: 3 });
    expect(spans).toEqual([]);
  });

  it('of forks are read behind names that look like them', () => {
    const comm = '\\", child_tid = 1, child_pid = 1, child_ns_inum = 5 }';
    expect(count(fork(10, { comm })).births).toEqual([{ pidNs: NS, parentNs: HOST, instance: 1, atMs: 10 }]);
  });

  it('of a program that makes processes without end stay within bounds', () => {
    const counter = new EventCounter([0, 1_000_000]);
    for (let n = 2; n < 8000; n += 1) counter.addText(line(n, 'kernel', 'sched_switch', who(NS, n, `p${n}`)));
    counter.addText(line(1_000_001, 'kernel', 'sched_switch', who(NS, 1, 'second')));
    const { events, spans, overfull } = counter.count();
    expect(events.kernel).toBe(7999);
    expect(spans.length).toBeLessThanOrEqual(5001);
    expect([...overfull]).toEqual([0]);
    expect(spans.at(-1)?.procname).toBe('second');
  });

  it('take no longer than their length, whatever is in them', () => {
    const nasty = fc.stringMatching(/^[{}"\\ ,=a]{0,200}$/);
    fc.assert(
      fc.property(nasty, nasty, (context, payload) => {
        expect(count(line(6, 'kernel', 'x', context, payload)).events.kernel).toBe(1);
      }),
    );
  });
});
