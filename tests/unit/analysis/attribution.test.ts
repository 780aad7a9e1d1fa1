import { Attribution, type Sighting } from '@core/analysis/attribution/attribution';
import type { TracedContainer, TracedProcess } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';

const FIRST_PID_NS = 4026531836;
const BEGIN_MS = 1_767_225_600_000;
const BEGIN = { beginNs: BigInt(BEGIN_MS) * 1_000_000n, isAbsolute: true, hasClock: true };
const MS = 1_000_000;

/** A container that lives from 1 s to 2 s after the begin of the trace. */
const container = (change: Partial<TracedContainer>): TracedContainer => ({
  engine: 'podman',
  id: 'a',
  name: 'a',
  image: 'demo',
  imageId: 'sha256:1',
  startedAtMs: BEGIN_MS + 1_000,
  endedAtMs: BEGIN_MS + 2_000,
  exitCode: 0,
  pidNs: 100,
  namespaces: {},
  witnesses: ['events'],
  processes: [],
  moreProcesses: false,
  firstEventAtMs: null,
  lastEventAtMs: null,
  ...change,
});

const process = (vpid: number): TracedProcess => ({
  vpid,
  pid: vpid,
  procname: 'ls',
  events: 1,
  firstAtMs: BEGIN_MS + 1_100,
  lastAtMs: BEGIN_MS + 1_200,
});

const seen = (change: Partial<Sighting>): Sighting => ({
  pidNs: 100,
  vpid: 1,
  fromNs: 1_100 * MS,
  toNs: 1_200 * MS,
  ...change,
});

const of = (containers: TracedContainer[], isOfHost = false): Attribution =>
  new Attribution(containers, BEGIN, isOfHost);

describe('containers that run at the same time', () => {
  const both = of([container({ pidNs: 100 }), container({ pidNs: 200, startedAtMs: BEGIN_MS + 1_001 })]);

  it('are told apart by their pid namespaces', () => {
    expect(both.whose(seen({ pidNs: 100 }))).toEqual({ kind: 'container', container: 0 });
    expect(both.whose(seen({ pidNs: 200 }))).toEqual({ kind: 'container', container: 1 });
  });

  it('need no epochs', () => {
    expect(both.epochs).toEqual([]);
  });

  it('do not own processes of another pid namespace, or of the machine', () => {
    expect(both.whose(seen({ pidNs: 300 }))).toEqual({ kind: 'other' });
    expect(both.whose(seen({ pidNs: FIRST_PID_NS }))).toEqual({ kind: 'host' });
  });
});

describe('a reused inode', () => {
  const reused = of([
    container({}),
    container({ startedAtMs: BEGIN_MS + 3_000, endedAtMs: BEGIN_MS + 4_000 }),
    container({ startedAtMs: BEGIN_MS + 5_000, endedAtMs: null }),
  ]);

  it('belongs to the container that lived at the time', () => {
    expect(reused.whose(seen({}))).toEqual({ kind: 'container', container: 0 });
    expect(reused.whose(seen({ fromNs: 3_500 * MS, toNs: 3_500 * MS }))).toEqual({ kind: 'container', container: 1 });
    expect(reused.whose(seen({ fromNs: 9_000 * MS, toNs: 9_001 * MS }))).toEqual({ kind: 'container', container: 2 });
  });

  it('has an epoch from the start of each later container', () => {
    expect(reused.epochs).toEqual([
      { pidNs: 100, fromNs: 3_000 * MS },
      { pidNs: 100, fromNs: 5_000 * MS },
    ]);
  });

  it('is of another namespace where no recorded container lived', () => {
    expect(reused.whose(seen({ fromNs: 100 * MS, toNs: 200 * MS }))).toEqual({ kind: 'other' });
    expect(reused.whose(seen({ fromNs: 2_400 * MS, toNs: 2_500 * MS }))).toEqual({ kind: 'other' });
  });

  it('cannot be attributed if the clock of the trace is not the time of day', () => {
    const containers = [container({}), container({ startedAtMs: BEGIN_MS + 3_000, endedAtMs: null })];
    const relative = new Attribution(containers, { beginNs: 0n, isAbsolute: false, hasClock: true }, false);
    expect(relative.epochs).toEqual([]);
    expect(relative.whose(seen({}))).toEqual({ kind: 'unattributed', gap: 'no-clock' });
  });
});

describe('containers that share a pid namespace', () => {
  it('are told apart by their mount namespaces', () => {
    const pod = of([container({ namespaces: { mnt: 7 } }), container({ namespaces: { mnt: 8 } })]);
    expect(pod.whose(seen({ mntNs: 8 }))).toEqual({ kind: 'container', container: 1 });
    expect(pod.whose(seen({ mntNs: 9 }))).toEqual({ kind: 'unattributed', gap: 'shared' });
  });

  it('are told apart by the processes that counting found in each', () => {
    const pod = of([container({ processes: [process(1)] }), container({ processes: [process(20)] })]);
    expect(pod.whose(seen({ vpid: 20 }))).toEqual({ kind: 'container', container: 1 });
  });

  it('are not guessed if both have the process', () => {
    const pod = of([container({ processes: [process(1)] }), container({ processes: [process(1)] })]);
    expect(pod.whose(seen({}))).toEqual({ kind: 'unattributed', gap: 'shared' });
  });
});

describe('a container with the process ids of the machine', () => {
  const shared = of([
    container({
      pidNs: FIRST_PID_NS,
      witnesses: ['events', 'mounts'],
      namespaces: { mnt: 7 },
      processes: [process(500)],
    }),
  ]);

  it('owns the processes that were seen in its mount namespace', () => {
    expect(shared.whose(seen({ pidNs: FIRST_PID_NS, vpid: 500 }))).toEqual({ kind: 'container', container: 0 });
    expect(shared.whose(seen({ pidNs: FIRST_PID_NS, vpid: 9, mntNs: 7 }))).toEqual({ kind: 'container', container: 0 });
  });

  it('does not own the other processes of the machine, nor a later process with the same id', () => {
    expect(shared.whose(seen({ pidNs: FIRST_PID_NS, vpid: 501 }))).toEqual({ kind: 'host' });
    const later = seen({ pidNs: FIRST_PID_NS, vpid: 500, fromNs: 1_800 * MS, toNs: 1_900 * MS });
    expect(shared.whose(later)).toEqual({ kind: 'host' });
  });
});

describe('a container whose pid namespace is not known', () => {
  it('may own any process that no other container owns', () => {
    const unknown = of([container({}), container({ pidNs: null, witnesses: [] })]);
    expect(unknown.whose(seen({}))).toEqual({ kind: 'container', container: 0 });
    expect(unknown.whose(seen({ pidNs: 300 }))).toEqual({ kind: 'unattributed', gap: 'unknown-namespace' });
  });
});

describe('a trace without containers', () => {
  it('of this app is a recording of the machine', () => {
    expect(of([], true).whose(seen({ pidNs: 0 }))).toEqual({ kind: 'host' });
  });

  it('of another tool says so, and says when the context is missing', () => {
    expect(of([]).whose(seen({}))).toEqual({ kind: 'unattributed', gap: 'no-containers' });
    expect(of([]).whose(seen({ pidNs: 0 }))).toEqual({ kind: 'unattributed', gap: 'no-context' });
  });
});
