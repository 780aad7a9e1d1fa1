import { durationText } from '@shared/analysis/trace-time';
import { TriangleAlert } from 'lucide-react';
import { count } from '../../../format/figures';
import { withRoom } from '../../../models/trace-view/time-range';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';

const { header: labels, opening } = texts.traceFrame;

/** Length, number of events, losses, and damage. Figures that are not final say so. */
export function HeaderFacts() {
  const facts = useTraceView((state) => state.facts);
  const whole = useTraceView((state) => state.whole);
  const readShare = useTraceView((state) => state.readShare);
  const error = useTraceView((state) => state.error);
  const go = useTraceView((state) => state.go);
  if (!facts) return error ? null : <div className="trace-facts">{opening}</div>;
  const estimated = facts.density.lanes.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0);
  const [events, packets] = [facts.lostEvents ?? 0, facts.lostPackets ?? 0];
  const lost = events > 0 ? labels.lost(count(events)) : labels.lostPackets(count(packets));
  const [loss] = facts.losses;
  const unread = whole?.unread ?? facts.unread;
  return (
    <div className="trace-facts figures">
      <span>{durationText(facts.lengthNs)}</span>
      <span>{whole ? labels.events(count(whole.events)) : labels.aboutEvents(count(estimated))}</span>
      {whole || error ? null : <span>{labels.reading(count(Math.floor(readShare * 100)))}</span>}
      {events + packets === 0 ? null : (
        <button
          type="button"
          className="trace-lost"
          title={labels.showLoss}
          disabled={!loss}
          onClick={() => loss && go({ tab: 'timeline', range: withRoom(loss, facts.lengthNs, 2) })}
        >
          <TriangleAlert size={14} aria-hidden />
          {lost}
        </button>
      )}
      {unread.length === 0 ? null : (
        <span className="trace-lost" title={unread.join('\n')}>
          <TriangleAlert size={14} aria-hidden />
          {labels.unread(unread.length)}
          <span className="visually-hidden">{unread.join(' ')}</span>
        </span>
      )}
    </div>
  );
}
