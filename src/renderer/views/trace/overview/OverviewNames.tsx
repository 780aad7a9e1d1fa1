import type { EventDensity } from '@shared/trace-view/trace-facts';
import { count } from '../../../format/figures';
import { useComparison } from '../../../stores/trace-view/comparison';
import { useSearchMarks } from '../../../stores/trace-view/search-marks';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { OVERVIEW } from '../drawing/overview/overview-measures';
import { comparedNames, type StripName } from './compared-names';
import { peakPerSecond, shareOf, shortCount } from './density-figures';

const { overview: labels } = texts.traceFrame;
const LINE = 16;

/** The names of the strip's lanes with their figures: numbers of events once they are exact, shares before. */
export function OverviewNames() {
  const density = useDensity();
  const insights = useTraceView((state) => state.insights?.findings.length);
  const matches = useSearchMarks((state) => (state.marks ? state.count : null));
  const isRead = useTraceView((state) => state.whole !== null);
  const facts = useTraceView((state) => state.facts);
  const isCompared = useTraceView((state) => state.history.place.tab === 'compare');
  const { other, alignment } = useComparison();
  if (!density) return <div className="overview-names" />;
  const lanes = density.lanes.map(({ domain, counts }) => {
    const { top, height } = OVERVIEW.lanes[domain];
    const figure = density.isExact ? shortCount(counts) : `${shareOf(density, domain)} %`;
    return { name: labels.domains[domain], figure, top: top + (height - LINE) / 2 + 1 };
  });
  const rows: StripName[] =
    isCompared && facts && other
      ? comparedNames(facts, other.facts, alignment)
      : [
          { name: labels.insights, figure: insights === undefined ? '' : count(insights), top: 1 },
          ...lanes,
          matches !== null
            ? { name: labels.matches, figure: count(matches), top: 61 }
            : isRead
              ? { name: labels.peak, figure: peakText(peakPerSecond(density)), top: 61 }
              : { name: labels.notRead, figure: labels.packetSizes, top: 61 },
        ];
  return (
    <dl className="overview-names">
      {rows.map(({ name, figure, top }) => (
        <div key={name} style={{ top }}>
          <dt title={name}>{name}</dt>
          <dd className="figures">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Exact counts once the trace was read. */
export const useDensity = (): EventDensity | undefined =>
  useTraceView((state) => state.whole?.density ?? state.facts?.density);

/** In events per millisecond, or per second where that would be a few. */
const peakText = (perSecond: number): string =>
  perSecond < 10_000 ? labels.peakPerSecond(count(perSecond)) : labels.peakRate(count(perSecond / 1000));
