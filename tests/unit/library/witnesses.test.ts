import type { ProcessSpan } from '@core/library/count-events';
import { hearEvents } from '@core/library/witnesses';
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
  moreProcesses: 0,
  firstEventAtMs: null,
  lastEventAtMs: null,
  ...change,
});
const span = (change: Partial<ProcessSpan>): ProcessSpan => ({
  container: 0,
  pidNs: 100,
  vpid: 1,
  procname: 'ls',
  events: 10,
  firstAtMs: 1,
  lastAtMs: 2,
  ...change,
});

describe('what the events testify', () => {
  it('keeps containers apart although the kernel gave both the same pid namespace', () => {
    const { containers, disagreements } = hearEvents(
      [container('a'), container('b')],
      [span({}), span({ container: 1, procname: 'sh', firstAtMs: 5 })],
    );
    expect(containers.map((one) => [one.pidNs, one.witnesses, one.processes.map((p) => p.procname)])).toEqual([
      [100, ['events'], ['ls']],
      [100, ['events'], ['sh']],
    ]);
    expect(disagreements).toEqual([]);
  });

  it("counts the tracer's own thread to its process, also where its name was cut", () => {
    const { containers } = hearEvents(
      [container('a')],
      [
        span({ procname: 'ls-ust', events: 3, firstAtMs: 0, lastAtMs: 1 }),
        span({ events: 7, lastAtMs: 9 }),
        span({ vpid: 2, procname: 'a-long-program', events: 1 }),
        span({ vpid: 2, procname: 'a-long-prog-ust', events: 1, lastAtMs: 8 }),
      ],
    );
    expect(containers[0]?.processes).toEqual([
      { vpid: 1, pid: null, procname: 'ls', events: 10, firstAtMs: 0, lastAtMs: 9 },
      { vpid: 2, pid: null, procname: 'a-long-program', events: 2, firstAtMs: 1, lastAtMs: 8 },
    ]);
  });

  it('keeps a process that only the tracer told, under its own name', () => {
    const { containers } = hearEvents([container('a')], [span({ procname: 'ls-ust' })]);
    expect(containers[0]?.processes.map((process) => process.procname)).toEqual(['ls']);
  });

  it('tells two programs of one process apart, and one program of two', () => {
    const { containers } = hearEvents(
      [container('a')],
      [span({ procname: 'sh', firstAtMs: 0 }), span({ procname: 'ls' }), span({ vpid: 2, firstAtMs: 3 })],
    );
    expect(containers[0]?.processes.map((process) => [process.vpid, process.procname])).toEqual([
      [1, 'sh'],
      [1, 'ls'],
      [2, 'ls'],
    ]);
  });

  it('believes the events where the engine says otherwise, and says so', () => {
    const seen = container('a', { pidNs: 7, namespaces: { pid: 7, net: 8 }, witnesses: ['inspect'] });
    const { containers, disagreements } = hearEvents([seen], [span({})]);
    expect(containers[0]).toMatchObject({
      pidNs: 100,
      namespaces: { pid: 100, net: 8 },
      witnesses: ['events', 'inspect'],
    });
    expect(disagreements).toEqual(["a: its events name pid namespace 100, the engine's process had 7"]);
  });

  it('takes the namespace of most events, and those of ending tasks, whose namespace is 0', () => {
    const { containers } = hearEvents(
      [container('a')],
      [span({ events: 1, pidNs: 5, vpid: 9 }), span({}), span({ pidNs: 0, vpid: 3, procname: 'exiting' })],
    );
    expect(containers[0]?.pidNs).toBe(100);
    expect(containers[0]?.processes.map((process) => process.procname)).toEqual(['ls', 'exiting']);
  });

  it('leaves a container as it was when no event tells of it', () => {
    const silent = container('a', { pidNs: 7, witnesses: ['inspect'] });
    expect(hearEvents([silent], [span({ container: -1 }), span({ pidNs: null })]).containers).toEqual([silent]);
  });

  it('strips what a program put into its name', () => {
    const { containers } = hearEvents([container('a')], [span({ procname: 'l\u001b[31ms' })]);
    expect(containers[0]?.processes[0]?.procname).toBe('ls');
  });
});
