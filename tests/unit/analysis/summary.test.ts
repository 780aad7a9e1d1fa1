import { analyse } from '@core/analysis/analyse';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import type { OpenedTrace } from '@core/analysis/open-trace';
import { lossesOf } from '@core/analysis/summary/losses';
import { summarise } from '@core/analysis/summary/summarise';
import { NO_ROWS } from '@core/trace-view/insights/insight-input';
import { readInsights } from '@core/trace-view/insights/insights-of';
import { type TraceSummary, traceSummarySchema } from '@shared/analysis/trace-summary';
import { expect, it } from 'vitest';
import { summaryText } from '../../../src/cli/analysis/summary-text';
import { scratchFolder } from '../setup/scratch';
import { kernelAndUserspace, withOpened } from './export/opened-trace';
import { containerOf } from './sample-analysis';

const scratch = scratchFolder();
const FIRST_PID_NS = 4_026_531_836;

/** The inode of the pid namespace in which `ustdemo` has the process id 1. */
async function containersNs(trace: OpenedTrace): Promise<number> {
  const { processes } = await analyse(trace, {});
  return (
    processes.find(({ name, vpid, pidNs }) => name === 'ustdemo' && vpid === 1 && pidNs !== FIRST_PID_NS)?.pidNs ?? 0
  );
}

it('a recording of kernel and userspace is summarised by container, the machine, and what cannot be told', async () => {
  const leaves = kernelAndUserspace(scratch.path);
  const pidNs = await withOpened(scratch.path, leaves, [], containersNs);
  expect(pidNs).toBeGreaterThan(0);
  const again = `${scratch.path}/again`;
  const summary = await withOpened(
    again,
    leaves,
    [containerOf({ name: 'demo-1', pidNs, startedAtMs: 0 })],
    async (trace) => {
      const analysis = await analyse(trace, { epochs: trace.attribution.epochs });
      const analysed = { analysis, warnings: [] };
      const input = { trace, analysed, symbols: NO_SYMBOLS, rows: NO_ROWS };
      return summarise(trace, analysed, NO_SYMBOLS, await readInsights(input, new AbortController().signal));
    },
  );
  traceSummarySchema.parse(summary);
  expect(summary.basis).toEqual({ scheduling: true, calls: false, syscalls: true, pageFaults: false });
  expect(summary.recordings.map(({ domain, events }) => [domain, events])).toEqual([
    ['userspace', 97],
    ['kernel', 130_177],
  ]);
  const [container] = summary.owners;
  expect(container).toMatchObject({ kind: 'container', container: 'demo-1', why: null });
  expect(container?.processes.map(({ name, vpid }) => [name, vpid])).toContainEqual(['ustdemo', 1]);
  expect(container?.states?.runningNs).toBeGreaterThan(0);
  // The idle threads are of the machine, too.
  expect(summary.owners.map(({ kind }) => kind)).toEqual(['container', 'host']);
  const events = summary.owners.reduce((sum, owner) => sum + owner.events, 0);
  expect(events).toBe(130_274);
  expect(summary.frequentSyscalls[0]).toMatchObject({ name: 'read', count: 4_815 });
  expect(summary.slowSyscalls.every(({ maxNs }) => maxNs !== null)).toBe(true);

  const text = summaryText(summary);
  expect(text).toContain('demo-1');
  expect(text).toContain('ustdemo[1]');
  for (const note of summary.notes) expect(text).toContain(note);
  expect(summary.notes).toHaveLength(2);
  expect(summary.insights).toEqual([]);
  expect(text).not.toContain('WHAT STANDS OUT');
});

it('losses are summed, and the largest are shown in the order of time', () => {
  const row = (n: number) => ({
    leaf: 0,
    stream: n,
    cpu: n % 2 ? n : -1,
    fromNs: n,
    toNs: n + 1,
    events: 100 - n,
    packets: 1,
  });
  const losses = lossesOf(
    Array.from({ length: 20 }, (_, n) => row(19 - n)),
    { discardedEvents: 1_810, lostPackets: null },
    ['kernel'],
  );
  expect(losses).toMatchObject({ discardedEvents: 1_810, lostPackets: null, places: 20 });
  expect(losses.largest.map(({ fromNs }) => fromNs)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(losses.largest[0]).toMatchObject({ leaf: 'kernel', cpu: null, discardedEvents: 100 });
});

const EMPTY: TraceSummary = {
  id: '20260102-030405-abcdef',
  title: 'empty',
  beginAt: null,
  durationMs: null,
  lengthNs: 0,
  firstEventNs: 0,
  lastEventNs: 0,
  recordings: [{ domain: 'kernel', events: 0, discardedEvents: 0, lostPackets: 0 }],
  containers: 0,
  basis: { scheduling: false, calls: false, syscalls: false, pageFaults: false },
  insights: [],
  owners: [],
  functions: [],
  slowestCalls: [],
  frequentSyscalls: [],
  slowSyscalls: [],
  losses: { discardedEvents: 0, lostPackets: 0, places: 0, largest: [] },
  notes: [],
  unread: [],
};

it('what stands out comes first, with its proof, its rule and what to record again', () => {
  const finding = {
    rule: 'slow-call',
    group: 'program' as const,
    sentence: 'The slowest db_query took 85.2 ms, 91 × its median.',
    proof: 'worker-2 at 1.237000 s.',
    ruleText: 'a call takes ≥ 20 × the median',
    factor: 4.55,
    fromNs: 1,
    toNs: 2,
    recordAgain: null,
  };
  const lost = { ...finding, sentence: '12 400 events were lost.', factor: null, recordAgain: '--buffers 32x1024' };
  const lines = summaryText({ ...EMPTY, insights: [finding, lost] }).split('\n');
  const begin = lines.indexOf('WHAT STANDS OUT');
  expect(lines.slice(begin + 1, begin + 7)).toEqual([
    `  ${finding.sentence}`,
    '    worker-2 at 1.237000 s.',
    '    Rule: a call takes ≥ 20 × the median. Here 4.5 ×.',
    `  ${lost.sentence}`,
    '    worker-2 at 1.237000 s.',
    '    Rule: a call takes ≥ 20 × the median. Record again with --buffers 32x1024.',
  ]);
});

it('a trace without events is said to have none, without empty tables', () => {
  const text = summaryText(EMPTY);
  expect(text).toContain('The trace has no events.');
  expect(text).not.toContain('first event');
  expect(text).not.toContain('CONTAINERS AND PROCESSES');
});
