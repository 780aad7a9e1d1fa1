import type { Analysis, DurationStats } from '@reader/analysis/analysis';
import type { SyscallFigure } from '@shared/analysis/trace-summary';
import { oneLine } from '@shared/model/plain-text';
import { mergedStats, NO_DURATIONS, percentileNs } from '../functions/duration-stats';

interface Group {
  stats: DurationStats;
  failed: number;
  cut: number;
}

/** The system calls of all processes by name, in no particular order. */
export function syscallFigures({ syscalls }: Pick<Analysis, 'syscalls'>): SyscallFigure[] {
  const groups = new Map<string, Group>();
  for (const { name, calls, failed, cut } of syscalls) {
    const known = groups.get(name) ?? { stats: NO_DURATIONS, failed: 0, cut: 0 };
    groups.set(name, { stats: mergedStats(known.stats, calls), failed: known.failed + failed, cut: known.cut + cut });
  }
  return [...groups].map(([name, { stats, failed, cut }]) => ({
    name: oneLine(name),
    count: stats.count,
    failed,
    cut,
    totalNs: stats.totalNs,
    p50Ns: percentileNs(stats, 0.5),
    p99Ns: percentileNs(stats, 0.99),
    maxNs: stats.count > 0 ? stats.maxNs : null,
    maxAtNs: stats.count > 0 ? stats.maxAtNs : null,
  }));
}
