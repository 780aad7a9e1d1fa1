import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';
import type { AnalysisRequest, TimeRange } from '@reader/trace-reading';
import { analyse } from './analyse';
import type { AnalysedTrace } from './analysed-trace';
import type { AnalysisCache } from './cache/analysis-cache';
import { CheckpointFile } from './cache/checkpoint-file';
import type { OpenedTrace } from './open-trace';

export interface AnalysisOrder {
  /** Default: the whole trace, whose analysis is kept in the cache. */
  range?: TimeRange | undefined;
  threads?: AnalysisRequest['threads'] | undefined;
  signal: AbortSignal;
  onShare?: ((share: number) => void) | undefined;
}

/**
 * Analyses a trace, or takes its analysis from the cache. A range is read from the last checkpoint before it, if the cache has one.
 * A range of some threads is read from the trace's begin: a filter by name may select a thread from the middle of the trace on.
 * @throws ReadError, also when the signal is aborted
 */
export async function analyseTrace(
  trace: OpenedTrace,
  cache: AnalysisCache,
  { range, threads, signal, onShare }: AnalysisOrder,
): Promise<AnalysedTrace> {
  const { files, reading, attribution } = trace;
  const { epochs } = attribution;
  const key = { id: files.record.id, fingerprint: files.fingerprint, epochs };
  const isWhole = range === undefined && threads === undefined;
  const known = isWhole ? await cache.read(key) : undefined;
  if (known) return known;
  const canContinue = range !== undefined && threads === undefined;
  const checkpoint = canContinue ? await cache.checkpointAt(key, range.fromNs, reading) : undefined;
  const checkpoints = new CheckpointFile();
  const analysis = await analyse(
    trace,
    {
      ...(range ? { range } : {}),
      ...(threads ? { threads } : {}),
      ...(onShare ? { onProgress: onShare } : {}),
      epochs,
      signal,
    },
    {
      ...(checkpoint ? { checkpoint } : {}),
      ...(isWhole ? { onCheckpoint: (one: Checkpoint): void => checkpoints.add(one) } : {}),
    },
  );
  const analysed = { analysis, warnings: [...reading.warnings] };
  if (isWhole) await cache.write(key, analysed, { checkpoints });
  return analysed;
}
