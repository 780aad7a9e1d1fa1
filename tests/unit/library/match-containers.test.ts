import type { Evidence } from '@core/library/kernel-evidence';
import { matchContainers } from '@core/library/match-containers';
import type { NamespaceBirth } from '@core/library/pid-namespaces';
import type { ProcessSpan } from '@core/library/process-spans';
import type { TracedContainer } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';

const container = (name: string, change: Partial<TracedContainer> = {}): TracedContainer => ({
  engine: 'podman',
  id: name,
  name,
  image: 'demo',
  imageId: 'sha256:1',
  startedAtMs: 0,
  endedAtMs: 1,
  exitCode: 0,
  pidNs: null,
  namespaces: {},
  witnesses: [],
  processes: [],
  moreProcesses: false,
  firstEventAtMs: null,
  lastEventAtMs: null,
  ...change,
});
const span = (change: Partial<ProcessSpan>): ProcessSpan => ({
  container: 0,
  ofKernel: false,
  instance: 0,
  pid: null,
  namespaces: {},
  pidNs: 100,
  vpid: 1,
  procname: 'ls',
  events: 10,
  firstAtMs: 1,
  lastAtMs: 2,
  ...change,
});

/** What programs and the kernel told, of a kernel that was not recorded unless a test says so. */
const told = (spans: ProcessSpan[], change: Partial<Evidence> = {}): Evidence => ({
  spans,
  overfull: new Set(),
  births: [],
  hostNs: new Set([4026531836]),
  kernelIsWhole: false,
  ...change,
});

describe('what the events testify', () => {
  it('keeps containers apart although the kernel gave both the same pid namespace', () => {
    const { containers, conflicts } = matchContainers(
      [container('a'), container('b')],
      told([span({}), span({ container: 1, procname: 'sh', firstAtMs: 5 })]),
    );
    expect(containers.map((one) => [one.pidNs, one.witnesses, one.processes.map((p) => p.procname)])).toEqual([
      [100, ['events'], ['ls']],
      [100, ['events'], ['sh']],
    ]);
    expect(conflicts).toEqual([]);
  });

  it("counts the tracer's own thread to its process, also where its name was cut", () => {
    const { containers } = matchContainers(
      [container('a')],
      told([
        span({ procname: 'ls-ust', events: 3, firstAtMs: 0, lastAtMs: 1 }),
        span({ events: 7, lastAtMs: 9 }),
        span({ vpid: 2, procname: 'a-long-program', events: 1 }),
        span({ vpid: 2, procname: 'a-long-prog-ust', events: 1, lastAtMs: 8 }),
      ]),
    );
    expect(containers[0]?.processes).toEqual([
      { vpid: 1, pid: null, procname: 'ls', events: 10, firstAtMs: 0, lastAtMs: 9 },
      { vpid: 2, pid: null, procname: 'a-long-program', events: 2, firstAtMs: 1, lastAtMs: 8 },
    ]);
  });

  it('keeps a process that only the tracer told, under its own name', () => {
    const { containers } = matchContainers([container('a')], told([span({ procname: 'ls-ust' })]));
    expect(containers[0]?.processes.map((process) => process.procname)).toEqual(['ls']);
  });

  it('tells two programs of one process apart, and one program of two', () => {
    const { containers } = matchContainers(
      [container('a')],
      told([span({ procname: 'sh', firstAtMs: 0 }), span({ procname: 'ls' }), span({ vpid: 2, firstAtMs: 3 })]),
    );
    expect(containers[0]?.processes.map((process) => [process.vpid, process.procname])).toEqual([
      [1, 'sh'],
      [1, 'ls'],
      [2, 'ls'],
    ]);
  });

  it('believes the events where the engine says otherwise, and says so', () => {
    const seen = container('a', { pidNs: 7, namespaces: { pid: 7, net: 8 }, witnesses: ['inspect'] });
    const { containers, conflicts } = matchContainers([seen], told([span({})]));
    expect(containers[0]).toMatchObject({
      pidNs: 100,
      namespaces: { pid: 100, net: 8 },
      witnesses: ['events', 'inspect'],
    });
    expect(conflicts).toEqual(["a: its events name pid namespace 100, the engine's process had 7"]);
  });

  it('takes the namespace of most events, and those of ending tasks, whose namespace is 0', () => {
    const { containers } = matchContainers(
      [container('a')],
      told([span({ events: 1, pidNs: 5, vpid: 9 }), span({}), span({ pidNs: 0, vpid: 3, procname: 'exiting' })]),
    );
    expect(containers[0]?.pidNs).toBe(100);
    expect(containers[0]?.processes.map((process) => process.procname)).toEqual(['ls', 'exiting']);
  });

  it('leaves a container as it was when no event tells of it', () => {
    const silent = container('a', { pidNs: 7, witnesses: ['inspect'] });
    expect(matchContainers([silent], told([span({ container: -1 }), span({ pidNs: null })])).containers).toEqual([
      silent,
    ]);
  });

  it('strips what a program put into its name', () => {
    const { containers } = matchContainers([container('a')], told([span({ procname: 'l\u001b[31ms' })]));
    expect(containers[0]?.processes[0]?.procname).toBe('ls');
  });
});

const kernel = (change: Partial<ProcessSpan>): ProcessSpan => span({ ofKernel: true, instance: 1, ...change });
const birth = (change: Partial<NamespaceBirth> = {}): NamespaceBirth => ({
  pidNs: 100,
  parentNs: 4026531836,
  instance: 1,
  atMs: 0,
  ...change,
});
const whole = { kernelIsWhole: true };

describe('the kernel as a witness', () => {
  it('confirms what the programs say, and names what is not instrumented, with the pids of the host', () => {
    const { containers, conflicts } = matchContainers(
      [container('a')],
      told(
        [
          span({ instance: 1, events: 10, firstAtMs: 3, lastAtMs: 4 }),
          kernel({ pid: 4711, events: 90, firstAtMs: 2, lastAtMs: 8, namespaces: { mnt: 7 } }),
          kernel({ vpid: 2, pid: 4712, procname: 'cat', events: 5, firstAtMs: 5, lastAtMs: 9 }),
          kernel({ vpid: 3, pid: 4713, procname: 'sh', events: 0, firstAtMs: 12, lastAtMs: 12 }),
        ],
        { ...whole, births: [birth()] },
      ),
    );
    expect(conflicts).toEqual([]);
    expect(containers[0]).toMatchObject({
      pidNs: 100,
      namespaces: { pid: 100, mnt: 7 },
      witnesses: ['events', 'kernel'],
      firstEventAtMs: 2,
      lastEventAtMs: 9,
      processes: [
        { vpid: 1, pid: 4711, procname: 'ls', events: 100, firstAtMs: 2, lastAtMs: 8 },
        { vpid: 2, pid: 4712, procname: 'cat', events: 5 },
        { vpid: 3, pid: 4713, procname: 'sh', events: 0 },
      ],
    });
  });

  it('speaks alone where no program told of itself', () => {
    const { containers, conflicts } = matchContainers(
      [container('a', { pidNs: 100, witnesses: ['inspect'] }), container('b', { startedAtMs: 50 })],
      told([kernel({}), kernel({ container: 1, pidNs: 200, procname: 'sh' })], {
        ...whole,
        births: [birth(), birth({ pidNs: 200, atMs: 50 }), birth({ pidNs: 201, parentNs: 200, atMs: 51 })],
      }),
    );
    expect(conflicts).toEqual([]);
    expect(containers.map((one) => [one.pidNs, one.witnesses, one.processes.length])).toEqual([
      [100, ['kernel', 'inspect'], 1],
      [200, ['kernel'], 1],
    ]);
  });

  it('does not guess which of two containers of that time is ours', () => {
    const births = [birth(), birth({ pidNs: 200 })];
    const { containers } = matchContainers([container('a')], told([kernel({})], { ...whole, births }));
    expect(containers).toEqual([container('a')]);
    const unborn = matchContainers([container('a')], told([kernel({ instance: 0 })], whole));
    expect(unborn.containers).toEqual([container('a')]);
    const named = matchContainers([container('a')], told([kernel({}), span({ pidNs: 200, instance: 1 })], { births }));
    expect(named.containers[0]?.pidNs).toBe(200);
  });

  it("keeps a stranger's container apart that got the inode when ours had ended", () => {
    const { containers } = matchContainers(
      [container('a')],
      told([span({ instance: 1 }), kernel({}), kernel({ instance: 2, vpid: 1, procname: 'stranger', lastAtMs: 99 })], {
        ...whole,
        births: [birth(), birth({ instance: 2, atMs: 50 })],
      }),
    );
    expect(containers[0]?.processes.map(({ procname }) => procname)).toEqual(['ls']);
    expect(containers[0]?.lastEventAtMs).toBe(2);
  });

  it('is asked about every process that tells of itself', () => {
    const births = [birth({ atMs: 10 })];
    const spans = [
      span({ vpid: 1, instance: 1, firstAtMs: 7 }),
      span({ vpid: 9, procname: 'ghost', instance: 1, firstAtMs: 20 }),
      kernel({ firstAtMs: 10 }),
    ];
    expect(matchContainers([container('a')], told(spans, { ...whole, births })).conflicts).toEqual([
      'a: process 1 (ls) tells of a time before the kernel made its namespace',
      'a: process 9 (ghost) tells of itself, and the kernel never saw it',
    ]);
    expect(matchContainers([container('a')], told(spans, { births })).conflicts, 'with events lost').toEqual([]);
  });

  it('contradicts a namespace that it never saw', () => {
    const births = [birth({ pidNs: 200 })];
    const ofPrograms = matchContainers([container('a')], told([span({})], { ...whole, births }));
    expect(ofPrograms.conflicts).toEqual(['a: its events name pid namespace 100, the kernel saw 200 being made']);
    expect(ofPrograms.containers[0]).toMatchObject({ pidNs: 100, witnesses: ['events'] });
    const sharesTheHosts = matchContainers([container('a')], told([span({ pidNs: 4026531836 })], { ...whole, births }));
    expect(sharesTheHosts.conflicts).toEqual([]);
  });

  it('tell a container that shares process ids by its mount namespace', () => {
    const host = 4026531836;
    const seen = container('shared', { pidNs: host, namespaces: { pid: host, mnt: 7 }, witnesses: ['inspect'] });
    const { containers, conflicts } = matchContainers(
      [seen],
      told([
        span({ pidNs: host, vpid: 4711, namespaces: { mnt: 7 } }),
        span({ pidNs: 0, vpid: 4711, firstAtMs: 3, lastAtMs: 3 }),
        span({ pidNs: 0, vpid: 4712, procname: 'exiting' }),
        span({ pidNs: host, vpid: 12, procname: 'stranger', events: 500, namespaces: { mnt: 1 } }),
      ]),
    );
    expect(
      containers[0]?.processes.map(({ procname, vpid, pid }) => [procname, vpid, pid]),
      'with the numbers of the host, which are their own there',
    ).toEqual([
      ['ls', 4711, 4711],
      ['exiting', 4712, null],
    ]);
    expect(containers[0]?.witnesses).toEqual(['events', 'mounts', 'inspect']);
    expect(conflicts).toEqual([]);
  });
});
