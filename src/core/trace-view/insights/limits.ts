import { MIB } from '@shared/model/units';

const MS = 1e6;

/** The limits of the rules, each with its reason. Times are nanoseconds. */
export const LIMITS = {
  hotFunction: {
    /** Below a seventh of the time, the function is one of many. */
    share: 0.15,
    /** Shorter programs end before anybody waits. */
    leastNs: 20 * MS,
    /** Of the self time of a process. With less, functions of threads without scheduling would seem cold. */
    knownShare: 0.95,
  },
  slowCall: {
    timesMedian: 20,
    /** A median of fewer calls says little. */
    leastCalls: 50,
    leastNs: 10 * MS,
    /**
     * On a busy machine a thread often waits 10 to 300 ms for a CPU, also in functions of a microsecond. Without the kernel's
     * scheduling such a wait cannot be told from a slow call. It is unlikely in most calls of a longer function.
     */
    leastMedianNs: 0.1 * MS,
    /** A caller that spent this share of its slowest call in the slowest call of another function repeats its finding. */
    explainedShare: 0.8,
  },
  lockHeld: { leastNs: 10 * MS },
  blockedOnDisk: { share: 0.3, leastNs: 50 * MS },
  shortOfCpu: { share: 0.2, leastNs: 50 * MS },
  cpuLimit: {
    leastStops: 3,
    leastNs: 20 * MS,
    /** The scheduler moves a waiting thread to an idle CPU within a tick, which is 1 to 4 ms. */
    leastStopNs: 5 * MS,
  },
  flushes: {
    share: 0.2,
    /** Shorter programs write once, and end. */
    leastNs: 20 * MS,
    /** One flush at the end is no series. */
    leastCalls: 10,
  },
  answeredByAnother: {
    share: 0.3,
    leastNs: 20 * MS,
    /** An interrupt can look like an answer, but not again and again. */
    leastAnswers: 3,
  },
  shortLived: {
    perSecond: 20,
    leastNs: 1_000 * MS,
    /** About as long as a process takes to start and to load its libraries on a busy machine. */
    medianNs: 50 * MS,
  },
  oneDoesTheWork: {
    /** With two threads, one of them is always the busiest. */
    leastThreads: 3,
    timesMedian: 2,
    /** Of the time of the trace. */
    runningShare: 0.5,
  },
  memoryGrows: {
    /** Of what was in use in the second tenth of the life. The first tenth is the start. */
    share: 0.5,
    leastBytes: 10 * MIB,
    /** Bins of the analysis in each tenth; less is too coarse for a minimum. */
    leastBins: 2,
  },
  manyAllocations: { perSecond: 100_000, leastNs: 1_000 * MS },
  smallCalls: {
    /** Less than a line of a cache. The call itself costs more than the bytes. */
    lessThanBytes: 64,
    /** A call takes 0.1 to 1 µs in the kernel alone, so these are up to 1 % of a CPU. */
    perSecond: 10_000,
    leastNs: 1_000 * MS,
  },
  failingCalls: { share: 0.3, leastCalls: 1_000 },
  pageFaultWaits: { share: 0.1, leastNs: 20 * MS },
  inlining: {
    /** An empty function takes about as long as the two events that record it. */
    medianNs: 100,
    share: 0.5,
    /** Fewer calls cost less than 10 ms. */
    leastCalls: 50_000,
  },
  tracersCost: {
    share: 0.05,
    /** Less cannot be felt. */
    leastNs: 20 * MS,
    /** The shortest of fewer calls may be a long one. */
    leastCalls: 1_000,
    /** LTTng-UST records an event in 0.05 to 0.3 µs. A longer call does something itself. */
    mostEventNs: 500,
  },
  openEnds: {
    share: 0.01,
    /** Every program has a few open calls: `main`, and those that called exit. */
    leastCalls: 100,
  },
  eventsLost: {
    /** Losses of one recording that are closer are one burst, as a share of the trace. */
    burstGapShare: 0.01,
    burstGapNs: 10 * MS,
  },
} as const;

/** Findings of one rule that are shown. */
export const MOST_OF_RULE = 3;
