import type { DurationHistogram } from '@shared/trace-view/call-detail';
import { shortTime } from '../../../format/nanoseconds';
import { texts } from '../../../texts/en';
import { barsPath, type DurationScale } from './duration-scale';

const { functions: labels } = texts.traceTabs;
const WIDTH = 124;
const HEIGHT = 15;

interface Props {
  name: string;
  histogram: DurationHistogram | null;
  scale: DurationScale | null;
}

/** How long the calls of a function are, in one row of the table. */
export function MiniHistogram({ name, histogram, scale }: Props) {
  if (!histogram || !scale) return null;
  return (
    <svg
      className="mini-histogram"
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={labels.durationsOf(name, shortTime(histogram.p50Ns), shortTime(histogram.p99Ns))}
    >
      <path d={barsPath(histogram, scale, WIDTH, HEIGHT)} fill="var(--density-user)" />
      <path d={`M0 ${HEIGHT}h${WIDTH}v1H0z`} fill="var(--line-strong)" />
    </svg>
  );
}
