import type { RowFigures, TimelineRow } from '@shared/trace-view/timeline-rows';
import { size } from '../../../../format/figures';
import { texts } from '../../../../texts/en';
import { shortCount } from '../../overview/density-figures';
import type { LaidRow } from './lay-rows';
import type { RowTree } from './row-children';

const { rows: labels } = texts.traceTimeline;

/** The name of a row; what has no name is said by its kind. */
export function nameOfRow({ name, kind, number, why }: TimelineRow): string {
  if (name !== '') return name;
  if (kind === 'cpus') return labels.cpus;
  if (kind === 'cpu') return labels.cpu(`${number ?? ''}`);
  return why === null ? labels.unknown[kind] : labels.unattributed;
}

/** Its number, where it says more than the name. */
export function numberOfRow(tree: RowTree, row: number): string {
  const { kind, number } = tree.rows[row] as TimelineRow;
  if (kind === 'cpus') return `${tree.childrenOf[row]?.length ?? 0}`;
  return number === null || kind === 'cpu' || kind === 'container' ? '' : `[${number}]`;
}

/** How busy the row was in the range: CPUs of a container, shares of a process, a thread and a CPU, or else the number of events. */
export function activityText(tree: RowTree, { row, kind }: LaidRow, figures: RowFigures): string {
  const running = figures.runningNs[row] ?? Number.NaN;
  const length = figures.toNs - figures.fromNs;
  const events = figures.events[row] ?? 0;
  if (Number.isNaN(running) || length <= 0)
    return kind === 'cpu' || kind === 'cpus' ? '' : labels.events(shortCount(Float64Array.of(events)));
  const share = running / length;
  if (kind === 'container') return labels.cpusUsed(share < 9.95 ? share.toFixed(1) : share.toFixed(0));
  if (kind === 'cpus') return labels.busy(percent(share / Math.max(1, tree.childrenOf[row]?.length ?? 1)));
  return kind === 'cpu' ? labels.busy(percent(share)) : labels.ran(percent(share));
}

const percent = (share: number): string => (share > 0 && share < 0.005 ? '< 1' : (share * 100).toFixed(0));

/** The lowest and the highest known value of a memory curve. Null without one. */
export function memoryText(values: Float32Array | undefined): string | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values ?? []) {
    if (Number.isNaN(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most < least ? null : labels.memory(size(least), size(most));
}
