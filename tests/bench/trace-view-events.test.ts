import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnalysisCache } from '@core/analysis/cache/analysis-cache';
import { TraceFiles } from '@core/analysis/files/trace-files';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import { openedTrace } from '@core/analysis/open-trace';
import { eventMatches } from '@core/trace-view/events/event-matches';
import { eventPage } from '@core/trace-view/events/event-page';
import { TraceView } from '@core/trace-view/opened/trace-view';
import type { CallTools } from '@core/trace-view/serving/serve-calls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printFigures } from './setup/figures';
import { recordCalls } from './setup/reader/record-calls';
import { replicateLeaf } from './setup/reader/replicate';
import { writeTraceFolder } from './setup/reader/trace-folder';

const FIXTURE = join(import.meta.dirname, '../fixtures/kernel-and-userspace.tar.gz');
/** 4 million events. */
const KERNEL_COPIES = 31;
const BINS = 4_096;
/** As many as the tab shows before all are counted. */
const FIRST = 40;
const TOOLS: CallTools = { signal: new AbortController().signal, onShare: () => undefined };

/** What is asked of each trace, from the most to the fewest decoded events. */
const FILTERS = {
  kernel: ['sched_switch', 'sched_process_exec', 'sched_switch and prev_tid=0', 'sched_process_exec and cpu=0'],
  calls: ['*func_entry', 'lttng_ust_lib:*', '*func_entry and cpu=0', '*func_entry and thread=calls'],
} as const;

/** The first matches and the count of all, as the tab Events asks for them, in one process without symbols. */
describe('filters of millions of events', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ct-bench-events-'));
  beforeAll(() => execFileSync('tar', ['-xzf', FIXTURE, '-C', folder]));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['kernel', 'calls'] as const)('%s', async (domain) => {
    const trace = join(folder, domain);
    mkdirSync(trace);
    const leaf =
      domain === 'kernel' ? join(folder, 'sample-trace/kernel') : await recordCalls(join(folder, 'recorded'));
    replicateLeaf(leaf, join(trace, 'leaf'), domain === 'kernel' ? KERNEL_COPIES : 1);
    writeTraceFolder(trace, 'leaf', domain === 'kernel' ? 'kernel' : 'userspace');
    const files = await TraceFiles.open(trace);
    const cache = new AnalysisCache(join(folder, `cache-${domain}`));
    const view = new TraceView(await openedTrace(files), cache, async () => NO_SYMBOLS, TOOLS.signal);
    try {
      const { answer } = await view.whole(TOOLS);
      expect(answer.events).toBeGreaterThan(3_000_000);
      const rows: [string, string][] = [];
      for (const filter of FILTERS[domain]) {
        const query = { range: { fromNs: 0, toNs: view.lengthNs }, rows: [], filter };
        const from = { timeNs: 0, skip: 0 };
        const first = await timed(() => eventPage(view, { ...query, from, direction: 'forward', limit: FIRST }, TOOLS));
        const all = await timed(() => eventMatches(view, { ...query, bins: BINS }, TOOLS));
        expect(first.value.events.length).toBe(Math.min(FIRST, all.value.count));
        rows.push([`${filter}: ${all.value.count}`, `${first.text}; ${all.text}`]);
      }
      printFigures(`${domain}, ${answer.events} events; wall and CPU ms: first matches; all counted`, rows);
    } finally {
      await files.close();
    }
  });
});

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; text: string }> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { value, text: `${Math.round(performance.now() - began)}, ${Math.round((user + system) / 1000)}` };
}
