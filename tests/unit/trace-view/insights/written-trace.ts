import { Attribution } from '@core/analysis/attribution/attribution';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import type { OpenedTrace } from '@core/analysis/open-trace';
import type { Symboliser } from '@core/symbols/symboliser';
import type { InsightInput, InsightRows } from '@core/trace-view/insights/insight-input';
import { readInsights } from '@core/trace-view/insights/insights-of';
import type { RULES } from '@core/trace-view/insights/rules';
import { plainText } from '@core/trace-view/insights/say';
import { analyse } from '@reader/analysis/analyse';
import { openLeaves } from '@reader/open-trace';
import type { TracedContainer, TraceRecord } from '@shared/model/trace-record';
import type { Finding, Insights } from '@shared/trace-view/insight';
import { testLeaf } from '../../../setup/test-leaf';
import type { WrittenLeaf } from '../../../setup/written-leaf';
import { recordOf } from '../../setup/configs';

export { MS, PID_NS, SECOND, US, type WrittenLeaf } from '../../../setup/written-leaf';

/** Rows with the numbers of threads, and of processes after them. */
export const ROWS: InsightRows = { rowOfThread: (thread) => thread, rowOfProcess: (process) => 1_000 + process };

interface Reading {
  record?: Partial<TraceRecord>;
  symbols?: Symboliser;
  containers?: readonly TracedContainer[];
}

/** Reads written leaves as the app does, and applies all rules. */
export async function insightsOfLeaves(leaves: readonly WrittenLeaf[], options: Reading = {}): Promise<Insights> {
  return readInsights(await inputOfLeaves(leaves, options), new AbortController().signal);
}

/** What the rules get of written leaves, for tests that change a figure of the analysis. */
export async function inputOfLeaves(
  leaves: readonly WrittenLeaf[],
  { record = {}, symbols = NO_SYMBOLS, containers = [] }: Reading = {},
): Promise<Omit<InsightInput, 'sources'>> {
  const sources = leaves.map(({ path, streams }) => ({
    ...testLeaf(
      path,
      streams.map((bytes) => ({ bytes })),
    ),
    metadata: new TextEncoder().encode(path),
  }));
  const reading = openLeaves(sources, (metadata) => {
    const leaf = leaves.find(({ path }) => path === new TextDecoder().decode(metadata));
    if (!leaf) throw new Error('no leaf with this metadata');
    return leaf.schema;
  });
  const attribution = new Attribution(containers, reading.span, containers.length === 0);
  const trace: Pick<OpenedTrace, 'reading' | 'attribution'> = { reading, attribution };
  const analysis = await analyse(reading, {});
  return {
    trace: { ...trace, files: { record: recordOf(record), containers } },
    analysed: { analysis, warnings: [] },
    symbols,
    rows: ROWS,
  };
}

/** The findings of one rule. Fails if it could not be checked. */
export function findingsOf({ findings, unchecked, failed }: Insights, rule: keyof typeof RULES): readonly Finding[] {
  const obstacle = unchecked.find((one) => one.rule === rule);
  if (obstacle) throw new Error(`${rule} was not checked: ${obstacle.missing}`);
  const error = failed.find((one) => one.rule === rule);
  if (error) throw new Error(`${rule} failed: ${error.why}`);
  return findings.filter((one) => one.rule === rule);
}

/** Sentence and proof as text. */
export const textsOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ sentence, proof }) => `${plainText(sentence)} ${plainText(proof)}`);
