import type { TraceRecord } from '@shared/model/trace-record';
import type { PlanFacts } from '@shared/planning/plan-facts';
import { type RunConfig, type RunConfigInput, runConfigSchema } from '@shared/request/run-config';

export const RUN_ID = '20260102-030405-0a1b2c';

/** A config as a form or the command line would make it, with what a test is about on top. */
export const configOf = (change: Partial<RunConfigInput> = {}): RunConfig =>
  runConfigSchema.parse({
    target: { kind: 'container', engine: 'podman', image: 'localhost/demo:1' },
    command: ['ls', '-la'],
    recording: { preset: 'functions' },
    ...change,
  });

/** The same with a container of the test's own. */
export const containerConfig = (target: Record<string, unknown>, change: Partial<RunConfigInput> = {}): RunConfig =>
  configOf({
    target: { kind: 'container', engine: 'podman', image: 'localhost/demo:1', ...target },
    ...change,
  } as Partial<RunConfigInput>);

export const FACTS: PlanFacts = {
  runId: RUN_ID,
  tracePath: `/home/user/traces/${RUN_ID}`,
  daemon: { kind: 'private', home: '/run/user/1000/ct-abcdef/d' },
  ustSocket: 'lttng-ust-sock-8',
  preloadNames: {
    'cyg-profile': 'liblttng-ust-cyg-profile.so.1',
    fork: 'liblttng-ust-fork.so.1',
    libc: 'liblttng-ust-libc-wrapper.so.1',
  },
};

export const recordOf = (change: Partial<TraceRecord> = {}): TraceRecord => ({
  schema: 1,
  id: RUN_ID,
  title: 'ls -la in demo:1',
  state: 'ready',
  createdAt: '2026-01-02T03:04:05.000Z',
  endedAt: '2026-01-02T03:04:06.000Z',
  durationMs: 1000,
  sizeBytes: 1234,
  endedBy: 'program-end',
  config: configOf(),
  image: null,
  recordings: [
    {
      domain: 'userspace',
      daemon: 'private',
      session: `ct-${RUN_ID}`,
      leaves: [],
      events: null,
      clockShiftNs: null,
      discardedEvents: 0,
      lostPackets: 0,
    },
  ],
  events: 10,
  exitCode: 0,
  provenance: {
    app: '0',
    kernel: '6',
    os: 'Linux',
    cpu: 'one',
    cpus: 1,
    lttng: '2.13.9',
    engine: '4.3.1',
    host: 'here',
    tracer: null,
  },
  warnings: [],
  notes: '',
  tags: [],
  imported: null,
  ...change,
});
