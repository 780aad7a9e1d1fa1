import type { Analysis, DurationStats, FunctionRow, ProcessRow, ThreadRow } from '@reader/analysis/analysis';
import type { TracedContainer } from '@shared/model/trace-record';

export const stats = (change: Partial<DurationStats> = {}): DurationStats => ({
  count: 2,
  totalNs: 300,
  minNs: 100,
  maxNs: 200,
  maxAtNs: 5_000,
  maxThread: 0,
  buckets: Uint32Array.of(90, 1, 120, 1),
  ...change,
});

export const thread = (change: Partial<ThreadRow> = {}): ThreadRow => ({
  domain: 'userspace',
  pidNs: 100,
  epoch: 0,
  tid: 1,
  vpid: 1,
  process: 0,
  name: 'ls',
  events: 10,
  firstNs: 0,
  lastNs: 10_000,
  statesNs: null,
  pageFaults: 0,
  ...change,
});

export const processRow = (change: Partial<ProcessRow> = {}): ProcessRow => ({
  domain: 'userspace',
  pidNs: 100,
  epoch: 0,
  vpid: 1,
  name: 'ls',
  ...change,
});

export const functionRow = (change: Partial<FunctionRow> = {}): FunctionRow => ({
  process: 0,
  address: 0xffff_8000_0000_1000n,
  calls: stats(),
  selfNs: 200,
  totalNs: 300,
  cut: 1,
  ...change,
});

/** An analysis of one process with one function, unless the test changes it. */
export const analysisOf = (change: Partial<Analysis> = {}): Analysis => ({
  fromNs: 0,
  toNs: 10_000,
  eventCounts: Float64Array.of(3, 0, 7),
  bins: 2,
  density: Uint32Array.of(4, 6),
  threads: [thread()],
  processes: [processRow()],
  functions: [functionRow()],
  tree: {
    parent: Int32Array.of(-1),
    process: Uint32Array.of(0),
    function: Uint32Array.of(0),
    count: Float64Array.of(2),
    totalNs: Float64Array.of(300),
    selfNs: Float64Array.of(200),
  },
  syscalls: [],
  exitsWithoutEntry: 0,
  losses: [{ leaf: 0, stream: 1, cpu: 1, fromNs: 100, toNs: 200, events: 12, packets: 0 }],
  memory: [
    {
      process: 0,
      allocations: 3,
      releases: 1,
      releasesWithoutAllocation: 0,
      leastBytes: Float64Array.of(0, 64),
      mostBytes: Float64Array.of(128, 64),
      isComplete: true,
    },
  ],
  ...change,
});

export const containerOf = (change: Partial<TracedContainer> = {}): TracedContainer => ({
  engine: 'podman',
  id: 'a',
  name: 'a',
  image: 'demo',
  imageId: 'sha256:1',
  startedAtMs: 0,
  endedAtMs: null,
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
