import type { TraceReport } from '@shared/model/trace-record';
import { runConfigSchema } from '@shared/request/run-config';
import { sanityRun } from '@shared/request/sanity-run';
import { describe, expect, it } from 'vitest';
import { reportText } from '../../../src/cli/report-text';

type Recording = TraceReport['recordings'][number];
const leaf = (path: string) => ({ path, uid: null, part: null });
const kernel: Recording = {
  domain: 'kernel',
  daemon: 'root',
  session: 'ct-20260102-030405-000000-k',
  leaves: [leaf('Demo-kernel')],
  events: 20_000,
  clockShiftNs: null,
  discardedEvents: 7,
  lostPackets: 0,
};
const userspace: Recording = {
  ...kernel,
  domain: 'userspace',
  daemon: 'private',
  session: 'ct-20260102-030405-000000',
  leaves: [leaf('Demo-ust-uid-0')],
  events: 5_000,
  discardedEvents: 0,
};

const { command } = runConfigSchema.parse(sanityRun());
const reportLike = (recordings: Recording[], containers: TraceReport['containers'] = []): TraceReport => ({
  ...{ id: '20260102-030405-000000', path: '/traces/20260102-030405-000000', title: 'Demo', state: 'ready' },
  ...{
    engine: 'podman',
    image: 'demo:1',
    imageId: null,
    command,
    createdAt: '2026-01-02T03:04:05.000Z',
    endedAt: null,
  },
  ...{
    endedBy: 'program-end',
    durationMs: 1200,
    sizeBytes: 1_048_576,
    events: 25_000,
    discardedEvents: 7,
    lostPackets: 0,
  },
  ...{ containers, recordings, exitCode: 0, warnings: [], notes: '', tags: [], files: [], imported: null },
  provenance: {
    app: '1',
    kernel: '6.18',
    os: 'Debian',
    cpu: 'x',
    cpus: 2,
    lttng: '2.13.9',
    engine: null,
    ...{ host: null, tracer: null },
  },
});

describe('a trace in the terminal', () => {
  it('shows the leaf of a single recording, and the loss once', () => {
    const text = reportText(reportLike([userspace]));
    expect(text).toContain('\n  userspace: Demo-ust-uid-0\n');
    expect(text.match(/\blost: /g)).toHaveLength(1);
  });

  it('shows the loss of each of two recordings', () => {
    const lines = reportText(reportLike([kernel, userspace])).split('\n');
    expect(lines).toContain('  kernel: Demo-kernel; 20 000 events, lost: 7 events');
    expect(lines).toContain('  userspace: Demo-ust-uid-0; 5 000 events, lost: 0');
  });

  it('shows the number of parts of a rotated recording, and that a recording has no data', () => {
    const parts = Array.from({ length: 12 }, (_, n) => leaf(`Demo-kernel-rotation-${n + 1}`));
    const text = reportText(
      reportLike([
        { ...kernel, leaves: parts },
        { ...userspace, leaves: [] },
      ]),
    );
    expect(text).toContain('  kernel: 12 parts, starting with Demo-kernel-rotation-1;');
    expect(text).toContain('  userspace: no data;');
  });

  it('shows how a container was identified, on one line even if process names contain line ends', () => {
    const seen = { vpid: 1, pid: null, events: 1, firstAtMs: 0, lastAtMs: 1 };
    const container: TraceReport['containers'][number] = {
      ...{
        engine: 'podman',
        id: 'c',
        name: 'ct-1',
        image: 'demo:1',
        imageId: 'i',
        startedAtMs: 0,
        endedAtMs: 1,
        exitCode: 0,
      },
      ...{ pidNs: 4026532001, namespaces: {}, witnesses: ['events', 'inspect'] },
      ...{ moreProcesses: false, firstEventAtMs: null, lastEventAtMs: null },
      processes: ['sh', 'ls', 'ls\nx'].map((procname) => ({ ...seen, procname })),
    };
    expect(reportText(reportLike([userspace], [container]))).toContain(
      '  ct-1: pid namespace 4026532001 (identified by events, inspect), sh, ls, ls x\n',
    );
  });
});
