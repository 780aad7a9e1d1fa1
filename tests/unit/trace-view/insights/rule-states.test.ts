import { insightFacts } from '@core/trace-view/insights/facts/insight-facts';
import { recordedNeeds } from '@core/trace-view/insights/facts/needs';
import { insightsFrom, insightsOf, readInsights } from '@core/trace-view/insights/insights-of';
import { RULES } from '@core/trace-view/insights/rules';
import { InsightSourceReader, NO_SOURCES } from '@core/trace-view/insights/sources/insight-sources';
import { describe, expect, it } from 'vitest';
import { kernel, type Run, syscall, type Task, wake } from './written-kernel';
import { inputOfLeaves, MS, US } from './written-trace';
import { call, lock, type Program, userspace } from './written-userspace';

const api: Program = { vpid: 7, vtid: 7, name: 'api' };
const other: Program = { vpid: 7, vtid: 8, name: 'api-2' };
const task: Task = { tid: 7, vpid: 7, name: 'api' };
const child: Task = { tid: 9, vpid: 9, name: 'sed' };
const runs: Run[] = [{ task, from: 0, to: 90 * MS, end: 'sleeps' }];
const LEAVES = [
  userspace([
    ...call(api, 0x1000, 0, 100 * MS),
    lock(api, 'acquire', 0),
    lock(other, 'request', MS),
    lock(api, 'release', 60 * MS),
    lock(other, 'acquire', 60 * MS + US),
  ]),
  kernel({
    runs: [runs],
    further: [
      ...syscall(0, 'read', MS, 2 * MS),
      { cpu: 0, at: 3 * MS, event: { forks: child } },
      { cpu: 0, at: 4 * MS, event: { exits: true } },
      wake(0, 5 * MS, child),
    ],
    endNs: 100 * MS,
  }),
];
const rulesOf = (quiet: readonly { rule: string }[]): string[] => quiet.map(({ rule }) => rule);
const SIGNAL = new AbortController().signal;

/** The trace, and a reader of its sources. */
async function opened() {
  const input = await inputOfLeaves(LEAVES);
  const { analysis } = input.analysed;
  const reader = new InsightSourceReader(
    input.trace,
    analysis,
    recordedNeeds(input.trace.reading, analysis.eventCounts),
  );
  return { input, reader, insights: () => insightsOf({ ...input, sources: reader.states }) };
}

describe('rules and their sources', () => {
  it('are checked as their sources are read, and say in the end what they say at once', async () => {
    const { input, reader, insights } = await opened();
    const first = insights();
    expect(first.remaining).toEqual(['processes', 'locks', 'transfers', 'scheduling']);
    expect(rulesOf(first.pending)).toEqual(expect.arrayContaining(['lock-held', 'short-of-cpu', 'hot-function']));
    expect(rulesOf(first.silent)).toContain('one-does-the-work');
    await reader.read('locks', SIGNAL);
    expect(rulesOf(insights().findings)).toEqual(['lock-held']);
    expect(insights().remaining).toEqual(['processes', 'transfers', 'scheduling']);
    await reader.readAll(SIGNAL);
    const last = insights();
    expect([last.pending, last.remaining, last.failed]).toEqual([[], [], []]);
    expect(last).toEqual(await readInsights(input, SIGNAL));
  });

  it('are all in one of the lists at any time', async () => {
    const { reader, insights } = await opened();
    for (const source of ['processes', 'locks', 'transfers', 'scheduling', null] as const) {
      const { findings, silent, pending, unchecked, failed } = insights();
      const all = new Set(rulesOf([...findings, ...silent, ...pending, ...unchecked, ...failed]));
      expect([...all].sort()).toEqual(Object.keys(RULES).sort());
      if (source !== null) await reader.read(source, SIGNAL);
    }
  });

  it('read a source again that was cancelled', async () => {
    const { reader, insights } = await opened();
    const cancelled = AbortSignal.abort();
    await expect(reader.read('locks', cancelled)).rejects.toThrow();
    expect(insights().remaining).toContain('locks');
    await reader.read('locks', SIGNAL);
    expect(rulesOf(insights().findings)).toEqual(['lock-held']);
  });
});

describe('a rule that fails', () => {
  it('is named with the reason, and the others are checked', async () => {
    const { input, reader } = await opened();
    await reader.readAll(SIGNAL);
    const sources = { ...reader.states, locks: { kind: 'failed', why: 'A stream file became shorter.' } } as const;
    const { failed, silent, findings } = insightsOf({ ...input, sources });
    expect(failed).toEqual([expect.objectContaining({ rule: 'lock-held', why: 'A stream file became shorter.' })]);
    expect(rulesOf(findings)).not.toContain('lock-held');
    expect(rulesOf(silent)).toContain('short-of-cpu');
  });

  it('fails alone if it meets facts that it cannot read', async () => {
    const { input } = await opened();
    const facts = { ...insightFacts({ ...input, sources: NO_SOURCES }), functions: null as never };
    const { failed, silent } = insightsFrom(facts, NO_SOURCES);
    expect(rulesOf(failed)).toEqual(expect.arrayContaining(['hot-function', 'slow-call']));
    expect(rulesOf(silent)).toContain('events-lost');
  });
});
