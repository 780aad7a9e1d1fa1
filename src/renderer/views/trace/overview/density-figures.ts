import type { EventDensity, TraceDomain } from '@shared/trace-view/trace-facts';
import { count } from '../../../format/figures';

const sum = (counts: Float64Array): number => counts.reduce((all, one) => all + one, 0);

/** Events of a lane with two digits and a unit: `3.1 M`, `84 k`; up to 9999 exactly. */
export function shortCount(counts: Float64Array): string {
  const events = Math.round(sum(counts));
  const [amount, unit] =
    events >= 999_500 ? [events / 1e6, 'M'] : events >= 10_000 ? [events / 1e3, 'k'] : [events, ''];
  const text = unit === '' ? count(amount) : amount < 9.95 ? amount.toFixed(1) : amount.toFixed(0);
  return unit === '' ? text : `${text} ${unit}`;
}

/** Share of a domain of all events, in whole percent. */
export function shareOf({ lanes }: EventDensity, domain: TraceDomain): number {
  const all = lanes.reduce((events, { counts }) => events + sum(counts), 0);
  const own = lanes.filter((lane) => lane.domain === domain).reduce((events, { counts }) => events + sum(counts), 0);
  return all === 0 ? 0 : Math.round((own / all) * 100);
}

/** The most events in a second, by the bins: of all domains together. */
export function peakPerSecond({ lanes, binNs }: EventDensity): number {
  const bins = Math.max(0, ...lanes.map(({ counts }) => counts.length));
  let most = 0;
  for (let bin = 0; bin < bins; bin += 1)
    most = Math.max(
      most,
      lanes.reduce((events, { counts }) => events + (counts[bin] ?? 0), 0),
    );
  return binNs > 0 ? (most / binNs) * 1e9 : 0;
}
