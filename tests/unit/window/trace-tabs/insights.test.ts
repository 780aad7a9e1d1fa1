import { describe, expect, it } from 'vitest';
import { lossEvidence } from '../../../../src/renderer/views/trace/insights/loss-evidence';
import { findingsOf, missingOf, ruleCounts } from '../../../../src/renderer/views/trace/insights/numbered-findings';
import { remedyOf } from '../../../../src/renderer/views/trace/insights/remedy-of';
import { timeWent } from '../../../../src/renderer/views/trace/insights/time-went';
import { EMPTY_RECORDING } from '../../../../src/shared/request/draft/record-draft';
import { runConfigSchema } from '../../../../src/shared/request/run-config';
import type { Finding, FindingRemedy, Insights } from '../../../../src/shared/trace-view/insight';
import type { LossMark } from '../../../../src/shared/trace-view/trace-facts';
import { figuresOf, timelineRow } from './rows';

const finding = (rule: string, group: Finding['group'], given: Partial<Finding> = {}): Finding => ({
  key: rule,
  rule,
  group,
  sentence: [],
  proof: [],
  ruleText: '',
  factor: 2,
  evidence: null,
  place: { fromNs: 100, toNs: 200, rows: [], function: null, call: null },
  recordAgain: null,
  ...given,
});
const loss = (domain: LossMark['domain'], fromNs: number): LossMark => ({
  domain,
  cpu: 0,
  fromNs,
  toNs: fromNs + 50,
  events: 5,
  packets: 0,
});

describe('the list of insights', () => {
  const insights: Insights = {
    findings: [finding('lock-held', 'program'), finding('events-lost', 'recording'), finding('lock-held', 'program')],
    silent: [{ rule: 'a', title: 'A', text: '' }],
    unchecked: ['b', 'c'].map((rule) => ({ rule, title: rule, text: '', missing: 'page faults were not recorded' })),
    pending: [{ rule: 'd', title: 'D', text: '' }],
    failed: [],
    remaining: ['locks'],
    waitingForWork: [],
  };
  it('has what is about the recording apart, under the number of the overview', () => {
    expect(findingsOf(insights, 'program').map(({ number }) => number)).toEqual([1, 3]);
    expect(findingsOf(insights, 'recording').map(({ number }) => number)).toEqual([2]);
  });
  it('counts rules, not findings, and names each missing thing once', () => {
    expect(ruleCounts(insights)).toEqual({ found: 2, all: 6 });
    expect(missingOf(insights)).toEqual(['page faults were not recorded']);
  });
});

describe('recording again after a loss', () => {
  const { recording } = runConfigSchema.parse({
    target: { kind: 'container', engine: 'podman', image: 'localhost/demo:1' },
    recording: { preset: 'functions' },
  });
  const buffers = { count: 32, sizeKiB: 1_024 } as const;
  const draftOf = (remedy: FindingRemedy) => remedyOf(remedy, recording)?.change(EMPTY_RECORDING);
  it('changes the buffers of the recording that lost the events', () => {
    const ofKernel = draftOf({ kind: 'buffers', domain: 'kernel', buffers });
    expect(ofKernel?.kernel.buffers).toEqual(buffers);
    expect(ofKernel?.buffers).toEqual(EMPTY_RECORDING.buffers);
    const ofUserspace = draftOf({ kind: 'buffers', domain: 'userspace', buffers });
    expect(ofUserspace?.buffers).toEqual(buffers);
    expect(ofUserspace?.kernel).toEqual(EMPTY_RECORDING.kernel);
    expect(remedyOf({ kind: 'buffers', domain: 'kernel', buffers }, recording)?.label).toContain('32 × 1 MiB');
  });
  it('adds the kernel where the recording had none, and nothing that it had', () => {
    expect(draftOf({ kind: 'parts', parts: ['states', 'syscalls'] })?.kernel).toMatchObject({ on: true });
    expect(remedyOf({ kind: 'parts', parts: ['calls'] }, recording)).toBeNull();
  });
  it('shows the density of that recording around the loss', () => {
    const counts = Float64Array.from({ length: 100 }, (_, at) => at);
    const lanes = [{ domain: 'userspace' as const, counts }];
    const evidence = lossEvidence(loss('userspace', 500), { density: { binNs: 10, lanes, isExact: true } });
    expect([evidence.fromNs, evidence.toNs, evidence.counts[0], evidence.counts.length]).toEqual([200, 850, 20, 65]);
    expect(lossEvidence(loss('kernel', 500), { density: { binNs: 10, lanes, isExact: true } }).counts).toEqual([]);
  });
});

describe('where the time went', () => {
  const rows = [
    timelineRow({ kind: 'container', name: 'db' }),
    timelineRow({ kind: 'process', name: 'postgres', parent: 0 }),
    timelineRow({ name: 'postgres', number: 31, parent: 1 }),
    timelineRow({ name: 'postgres', number: 32, parent: 1 }),
    timelineRow({ kind: 'container', name: 'web' }),
    timelineRow({ kind: 'process', name: 'api', parent: 4 }),
    ...Array.from({ length: 6 }, (_, at) => timelineRow({ name: `worker-${at}`, parent: 5 })),
    timelineRow({ kind: 'container', name: 'silent' }),
    timelineRow({ name: 'unknown', parent: 12 }),
  ];
  const figures = figuresOf([
    null,
    null,
    [10, 1, 5],
    [30, 1, 5],
    null,
    null,
    [60, 0, 1],
    [50, 0, 1],
    [40, 0, 1],
    [30, 0, 1],
    [3, 1, 1],
    [2, 1, 1],
    null,
    null,
  ]);
  const times = timeWent({ rows, figures });

  it('lists containers and their threads, the busiest first, and adds up the others', () => {
    expect(times.map(({ kind, name, threads, runningNs }) => [kind, name, threads, runningNs / 1e6])).toEqual([
      ['container', 'web', 0, 185],
      ['thread', 'worker-0', 1, 60],
      ['thread', 'worker-1', 1, 50],
      ['thread', 'worker-2', 1, 40],
      ['thread', 'worker-3', 1, 30],
      ['others', '', 2, 5],
      ['container', 'db', 0, 40],
      ['thread', 'postgres [32]', 1, 30],
      ['thread', 'postgres [31]', 1, 10],
    ]);
  });
  it('is empty without scheduling events', () => {
    expect(timeWent({ rows, figures: figuresOf(rows.map(() => null)) })).toEqual([]);
  });
});
