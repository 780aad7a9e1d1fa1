import { analyse } from '@core/analysis/analyse';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import type { OpenedTrace } from '@core/analysis/open-trace';
import { NO_ROWS } from '@core/trace-view/insights/insight-input';
import { readInsights } from '@core/trace-view/insights/insights-of';
import { RULES } from '@core/trace-view/insights/rules';
import { expect, it } from 'vitest';
import { kernelAndUserspace, withOpened } from '../../analysis/export/opened-trace';
import { containerOf } from '../../analysis/sample-analysis';
import { scratchFolder } from '../../setup/scratch';

const scratch = scratchFolder();
const FIRST_PID_NS = 4_026_531_836;

async function insightsOfTrace(trace: OpenedTrace) {
  const analysis = await analyse(trace, { epochs: trace.attribution.epochs });
  const input = { trace, analysed: { analysis, warnings: [] }, symbols: NO_SYMBOLS, rows: NO_ROWS };
  return readInsights(input, new AbortController().signal);
}

/** The inode of the pid namespace in which the demo has the process id 1. */
async function demoNamespace(trace: OpenedTrace): Promise<number> {
  const { processes } = await analyse(trace, {});
  const demo = processes.find(({ name, vpid, pidNs }) => name === 'ustdemo' && vpid === 1 && pidNs !== FIRST_PID_NS);
  if (!demo) throw new Error('the recording has no demo');
  return demo.pidNs;
}

it('nothing stands out in a recording of a short demo on an idle machine', async () => {
  const leaves = kernelAndUserspace(scratch.path);
  const pidNs = await withOpened(`${scratch.path}/first`, leaves, [], demoNamespace);
  const demo = containerOf({ name: 'demo-1', pidNs, startedAtMs: 0 });
  const insights = await withOpened(scratch.path, leaves, [demo], insightsOfTrace);
  expect(insights.findings).toEqual([]);
  expect(insights.silent.map(({ rule }) => rule)).toContain('blocked-on-disk');
  const quiet = [...insights.silent, ...insights.unchecked].map(({ rule }) => rule).sort();
  expect(quiet).toEqual(Object.keys(RULES).sort());
});

it('every rule says what it checks, and calls that wait for work are named', async () => {
  const { silent, unchecked, waitingForWork } = await withOpened(
    `${scratch.path}/again`,
    kernelAndUserspace(scratch.path),
    [],
    insightsOfTrace,
  );
  for (const { title, text } of [...silent, ...unchecked]) {
    expect(title).toMatch(/^[A-Z]/);
    expect(text).toMatch(/^[^A-Z].*[^.]$/);
  }
  expect(waitingForWork).toEqual(expect.arrayContaining(['accept', 'epoll_wait', 'nanosleep', 'poll', 'wait4']));
  expect(waitingForWork).not.toContain('futex');
});
