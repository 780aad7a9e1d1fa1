import { CONFLICT_TEXTS } from '@core/library/conflict-texts';
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

/** Evidence without a kernel recording, unless the test changes it. */
const evidence = (spans: ProcessSpan[], change: Partial<Evidence> = {}): Evidence => ({
  spans,
  overfull: new Set(),
  births: [],
  hostNs: new Set([4026531836]),
  kernelIsWhole: false,
  ...change,
});

describe('the events of a container', () => {
  it('keeps containers apart although the kernel gave both the same pid namespace', () => {
    const { containers, conflicts } = matchContainers(
      [container('a'), container('b')],
      evidence([span({}), span({ container: 1, procname: 'sh', firstAtMs: 5 })]),
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
      evidence([
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

  it('keeps a process that only the tracer evidence, under its own name', () => {
    const { containers } = matchContainers([container('a')], evidence([span({ procname: 'ls-ust' })]));
    expect(containers[0]?.processes.map((process) => process.procname)).toEqual(['ls']);
  });

  it('tells two programs of one process apart, and one program of two', () => {
    const { containers } = matchContainers(
      [container('a')],
      evidence([span({ procname: 'sh', firstAtMs: 0 }), span({ procname: 'ls' }), span({ vpid: 2, firstAtMs: 3 })]),
    );
    expect(containers[0]?.processes.map((process) => [process.vpid, process.procname])).toEqual([
      [1, 'sh'],
      [1, 'ls'],
      [2, 'ls'],
    ]);
  });

  it('take precedence over the engine, and the conflict is reported', () => {
    const seen = container('a', { pidNs: 7, namespaces: { pid: 7, net: 8 }, witnesses: ['inspect'] });
    const { containers, conflicts } = matchContainers([seen], evidence([span({})]));
    expect(containers[0]).toMatchObject({
      pidNs: 100,
      namespaces: { pid: 100, net: 8 },
      witnesses: ['events', 'inspect'],
    });
    expect(conflicts).toEqual([CONFLICT_TEXTS.of('a', CONFLICT_TEXTS.engine(100, 7))]);
  });

  it('takes the namespace of most events, and those of ending tasks, whose namespace is 0', () => {
    const { containers } = matchContainers(
      [container('a')],
      evidence([span({ events: 1, pidNs: 5, vpid: 9 }), span({}), span({ pidNs: 0, vpid: 3, procname: 'exiting' })]),
    );
    expect(containers[0]?.pidNs).toBe(100);
    expect(containers[0]?.processes.map((process) => process.procname)).toEqual(['ls', 'exiting']);
  });

  it('leaves a container as it was when no event tells of it', () => {
    const silent = container('a', { pidNs: 7, witnesses: ['inspect'] });
    expect(matchContainers([silent], evidence([span({ container: -1 }), span({ pidNs: null })])).containers).toEqual([
      silent,
    ]);
  });

  it('strips what a program put into its name', () => {
    const { containers } = matchContainers([container('a')], evidence([span({ procname: 'l\u001b[31ms' })]));
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

describe('the kernel recording', () => {
  it("confirms the programs' events, and adds processes that are not instrumented, with the pids of the host", () => {
    const { containers, conflicts } = matchContainers(
      [container('a')],
      evidence(
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

  it('is sufficient where no program has userspace events', () => {
    const { containers, conflicts } = matchContainers(
      [container('a', { pidNs: 100, witnesses: ['inspect'] }), container('b', { startedAtMs: 50 })],
      evidence([kernel({}), kernel({ container: 1, pidNs: 200, procname: 'sh' })], {
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
    const { containers } = matchContainers([container('a')], evidence([kernel({})], { ...whole, births }));
    expect(containers).toEqual([container('a')]);
    const unborn = matchContainers([container('a')], evidence([kernel({ instance: 0 })], whole));
    expect(unborn.containers).toEqual([container('a')]);
    const named = matchContainers(
      [container('a')],
      evidence([kernel({}), span({ pidNs: 200, instance: 1 })], { births }),
    );
    expect(named.containers[0]?.pidNs).toBe(200);
  });

  it("keeps a stranger's container apart that got the inode when ours had ended", () => {
    const { containers } = matchContainers(
      [container('a')],
      evidence(
        [span({ instance: 1 }), kernel({}), kernel({ instance: 2, vpid: 1, procname: 'stranger', lastAtMs: 99 })],
        {
          ...whole,
          births: [birth(), birth({ instance: 2, atMs: 50 })],
        },
      ),
    );
    expect(containers[0]?.processes.map(({ procname }) => procname)).toEqual(['ls']);
    expect(containers[0]?.lastEventAtMs).toBe(2);
  });

  it('is compared with every process that has userspace events', () => {
    const births = [birth({ atMs: 10 })];
    const spans = [
      span({ vpid: 1, instance: 1, firstAtMs: 7 }),
      span({ vpid: 9, procname: 'ghost', instance: 1, firstAtMs: 20 }),
      kernel({ firstAtMs: 10 }),
    ];
    expect(matchContainers([container('a')], evidence(spans, { ...whole, births })).conflicts).toEqual([
      CONFLICT_TEXTS.of('a', CONFLICT_TEXTS.early({ vpid: 1, procname: 'ls' })),
      CONFLICT_TEXTS.of('a', CONFLICT_TEXTS.missing({ vpid: 9, procname: 'ghost' })),
    ]);
    expect(matchContainers([container('a')], evidence(spans, { births })).conflicts, 'with events lost').toEqual([]);
  });

  it('conflicts with a namespace whose creation is missing', () => {
    const births = [birth({ pidNs: 200 })];
    const ofPrograms = matchContainers([container('a')], evidence([span({})], { ...whole, births }));
    expect(ofPrograms.conflicts).toEqual([CONFLICT_TEXTS.of('a', CONFLICT_TEXTS.kernel('events', 100, [200]))]);
    expect(ofPrograms.containers[0]).toMatchObject({ pidNs: 100, witnesses: ['events'] });
    const sharesTheHosts = matchContainers(
      [container('a')],
      evidence([span({ pidNs: 4026531836 })], { ...whole, births }),
    );
    expect(sharesTheHosts.conflicts).toEqual([]);
  });

  it('distinguishes a container that shares process ids by its mount namespace', () => {
    const host = 4026531836;
    const seen = container('shared', { pidNs: host, namespaces: { pid: host, mnt: 7 }, witnesses: ['inspect'] });
    const { containers, conflicts } = matchContainers(
      [seen],
      evidence([
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
