import { mkdirSync } from 'node:fs';
import { analyse } from '@core/analysis/analyse';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import { withTrace } from '@core/analysis/open-trace';
import { summarise } from '@core/analysis/summary/summarise';
import { countTrace } from '@core/library/count-trace';
import { NO_ROWS } from '@core/trace-view/insights/insight-input';
import { readInsights } from '@core/trace-view/insights/insights-of';
import type { TraceSummary } from '@shared/analysis/trace-summary';
import type { TraceReport, TraceRow } from '@shared/model/trace-record';
import { beforeEach, expect, it } from 'vitest';
import { summaryText } from '../../../src/cli/analysis/summary-text';
import { seconds } from '../../../src/cli/figures';
import { reportText } from '../../../src/cli/report-text';
import { writeSmallCtf } from '../../setup/small-ctf';
import { kernelAndUserspace } from '../analysis/export/opened-trace';
import { scratchFolder } from '../setup/scratch';
import { ImportScene } from './import-scene';

const scratch = scratchFolder();
let scene: ImportScene;
beforeEach(() => {
  scene = new ImportScene(scratch.path);
});

interface Facts {
  row: TraceRow;
  report: TraceReport;
  summary: TraceSummary;
}

/** What `list`, `show` and `summary` say of an imported trace. */
async function factsOf(path: string): Promise<Facts> {
  const { library } = scene;
  const [{ id } = { id: '' }] = await scene.runImport(path);
  await countTrace(library, id ?? '');
  const summary = await withTrace(library, id ?? '', async (trace) => {
    const analysed = { analysis: await analyse(trace, {}), warnings: [] };
    const input = { trace, analysed, symbols: NO_SYMBOLS, rows: NO_ROWS };
    return summarise(trace, analysed, NO_SYMBOLS, await readInsights(input, new AbortController().signal));
  });
  const [row] = await library.rows();
  if (!row) throw new Error('the trace was not imported');
  return { row, report: await library.report(row.id), summary };
}

const lossOf = ({ discardedEvents, lostPackets }: Pick<TraceRow, 'discardedEvents' | 'lostPackets'>) => ({
  discardedEvents,
  lostPackets,
});

it.each([
  ['its packets count no losses', null, () => writeSmallCtf(scene.at('given', 'session'))],
  ['its packets count losses', 0, () => kernelAndUserspace(scene.at('given', 'session'))],
])('an imported trace has the same facts in list, show and summary if %s', async (_what, lost, write) => {
  mkdirSync(scene.at('given', 'session'), { recursive: true });
  write();
  const { row, report, summary } = await factsOf(scene.at('given', 'session'));
  for (const one of [row, report, summary.losses])
    expect(lossOf(one)).toEqual({ discardedEvents: lost, lostPackets: lost });
  expect(summary.containers).toBeNull();
  expect(summary.durationMs).toBe(row.durationMs);
  const text = `duration ${seconds(row.durationMs)}, `;
  expect(summaryText(summary)).toContain(text);
  for (const one of [summaryText(summary), reportText(report)]) expect(one).toContain('… containers');
});
