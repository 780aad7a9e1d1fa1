import type { Analysis } from '@reader/analysis/analysis';
import { INSIGHT_SOURCES, type InsightSource } from '@shared/trace-view/insight';
import type { Need } from '../facts/needs';
import { type LockFacts, lockFacts } from '../locks/lock-facts';
import { type ProcessLives, processLives } from '../processes/process-lives';
import { type SchedulingFacts, schedulingFacts } from '../scheduling/scheduling-facts';
import { smallTransfers, type TransferFacts } from '../transfers/small-transfers';
import type { InsightTrace } from './insight-trace';

/** What rules know beside the analysis of the whole trace. Null: not recorded. */
export interface SourceValues {
  processes: ProcessLives | null;
  locks: LockFacts | null;
  transfers: TransferFacts | null;
  scheduling: SchedulingFacts | null;
}

export type SourceState<T> = { kind: 'unread' } | { kind: 'read'; value: T } | { kind: 'failed'; why: string };

export type SourceStates = { [S in InsightSource]: SourceState<SourceValues[S]> };

/** Of a trace that has none of them. */
export const NO_SOURCES: SourceStates = {
  processes: { kind: 'read', value: null },
  locks: { kind: 'read', value: null },
  transfers: { kind: 'read', value: null },
  scheduling: { kind: 'read', value: null },
};

interface SourceEntry<T> {
  /** Without it, the source has nothing. */
  need: Need;
  read(trace: InsightTrace, analysis: Analysis, signal: AbortSignal): Promise<T>;
}

const SOURCES: { [S in InsightSource]: SourceEntry<SourceValues[S]> } = {
  processes: { need: 'processes', read: ({ reading }, _, signal) => processLives(reading, signal) },
  locks: { need: 'locks', read: ({ reading }, analysis, signal) => lockFacts(reading, analysis, signal) },
  transfers: { need: 'syscalls', read: ({ reading }, analysis, signal) => smallTransfers(reading, analysis, signal) },
  scheduling: { need: 'scheduling', read: schedulingFacts },
};

/** Reads the sources of one trace, each once. A source that was cancelled is read again; one that failed is not. */
export class InsightSourceReader {
  readonly #states: SourceStates;

  constructor(
    private readonly trace: InsightTrace,
    private readonly analysis: Analysis,
    recorded: Readonly<Record<Need, boolean>>,
  ) {
    this.#states = { ...NO_SOURCES };
    for (const source of INSIGHT_SOURCES) if (recorded[SOURCES[source].need]) this.#states[source] = { kind: 'unread' };
  }

  get states(): SourceStates {
    return { ...this.#states };
  }

  /** Reads a source unless that was done. @throws AbortError, or ReadError `cancelled`, for the signal only */
  async read<S extends InsightSource>(source: S, signal: AbortSignal): Promise<void> {
    if (this.#states[source].kind !== 'unread') return;
    try {
      const value = await SOURCES[source].read(this.trace, this.analysis, signal);
      this.#states[source] = { kind: 'read', value } as SourceStates[S];
    } catch (error) {
      if (signal.aborted) throw error;
      this.#states[source] = { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
  }

  /** @throws as `read` */
  async readAll(signal: AbortSignal): Promise<void> {
    for (const source of INSIGHT_SOURCES) await this.read(source, signal);
  }
}

/** The values of the sources that were read; null for others. */
export function valuesOf(states: SourceStates): SourceValues {
  const readValue = <T>(state: SourceState<T | null>): T | null => (state.kind === 'read' ? state.value : null);
  return {
    processes: readValue(states.processes),
    locks: readValue(states.locks),
    transfers: readValue(states.transfers),
    scheduling: readValue(states.scheduling),
  };
}
