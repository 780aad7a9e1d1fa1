import type { ErrorData } from '@shared/model/app-error';
import type { InsightSource, Insights } from '@shared/trace-view/insight';
import { errorOf } from '../../bridge';
import type { TraceClient } from './asking';

/** `stopped`: by the user, with rules that were not checked. */
export type InsightProgress = 'reading' | 'stopped' | 'read';

export interface InsightState {
  /** Null until the rules that need nothing but the pass have checked the whole trace. More rules follow. */
  insights: Insights | null;
  /** Insights that would move those in sight, while the user is at them. */
  newerInsights: Insights | null;
  /** Whether the user is at the list. */
  isAtInsights: boolean;
  insightProgress: InsightProgress;
  /** Why there are no insights. Everything else of the trace can still be shown. */
  insightsError: ErrorData | null;
}

export const NO_INSIGHTS: InsightState = {
  insights: null,
  newerInsights: null,
  isAtInsights: false,
  insightProgress: 'reading',
  insightsError: null,
};

/**
 * Asks for the insights, and again for each source that rules wait for.
 * @param read the first source to ask for; null: none
 * @throws what errorOf() reads
 */
export async function askInsights(
  client: TraceClient,
  onInsights: (insights: Insights) => void,
  { read = null, signal }: { read?: InsightSource | null; signal?: AbortSignal } = {},
): Promise<void> {
  let next = read;
  do {
    const insights = await client.ask('insights', { read: next }, signal ? { signal } : {});
    onInsights(insights);
    next = insights.remaining[0] ?? null;
  } while (next !== null);
}

/** Reads the insights of the opened trace into the store. */
export class InsightReading {
  #stop: AbortController | null = null;

  constructor(
    private readonly get: () => InsightState,
    private readonly set: (part: Partial<InsightState>) => void,
  ) {}

  /** @param isCurrent whether the trace is still open */
  async read(client: TraceClient, isCurrent: () => boolean): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    this.set({ insightProgress: 'reading' });
    const known = this.get().newerInsights ?? this.get().insights;
    const show = (insights: Insights): void => {
      if (isCurrent()) this.#show(insights);
    };
    try {
      await askInsights(client, show, { read: known?.remaining[0] ?? null, signal: stop.signal });
      if (isCurrent()) this.set({ insightProgress: 'read' });
    } catch (thrown) {
      if (!isCurrent()) return;
      if (stop.signal.aborted) this.set({ insightProgress: 'stopped' });
      else this.set({ insightProgress: 'read', insightsError: errorOf(thrown) });
    }
  }

  /** Rules that wait for a source stay unchecked. */
  stop(): void {
    this.#stop?.abort();
  }

  /** While the user is at the list, insights do not move. */
  hold(isHeld: boolean): void {
    this.set({ isAtInsights: isHeld });
    if (!isHeld) this.release();
  }

  /** Shows what was held back. */
  release(): void {
    const { newerInsights } = this.get();
    if (newerInsights) this.set({ insights: newerInsights, newerInsights: null });
  }

  #show(insights: Insights): void {
    const { isAtInsights, insights: shown } = this.get();
    if (isAtInsights && shown && moves(shown, insights)) this.set({ newerInsights: insights });
    else this.set({ insights, newerInsights: null });
  }
}

/** Whether findings that are shown would be at another place. */
const moves = (shown: Insights, newer: Insights): boolean =>
  shown.findings.some(({ key }, index) => newer.findings[index]?.key !== key);
