import type { Evidence } from '@shared/trace-view/insight';
import type { LossMark } from '@shared/trace-view/trace-facts';
import { count } from '../../../format/figures';
import { pointTime } from '../../../format/nanoseconds';
import { Button } from '../../../parts/Button';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { EvidenceFigure } from './EvidenceFigure';
import { lossEvidence } from './loss-evidence';

const { insights: labels } = texts.traceTabs;
const SHOWN_LOSSES = 3;

/** While the trace is being read: what is known before, which is where events were lost. */
export function ReadingInsights() {
  const { facts, whole, readShare, go } = useTrace();
  const largest = [...facts.losses].sort((a, b) => b.events - a.events || b.packets - a.packets).slice(0, SHOWN_LOSSES);
  const show = ({ fromNs, toNs }: LossMark): void => {
    const around = Math.max(toNs - fromNs, 1_000) * 3;
    go({
      tab: 'timeline',
      range: { fromNs: Math.max(0, fromNs - around), toNs: Math.min(facts.lengthNs, toNs + around) },
    });
  };
  return (
    <>
      <div className="trace-bar">
        <span className="trace-bar-first figures">
          {whole ? labels.checking : labels.reading(`${Math.floor(readShare * 100)} %`)}
        </span>
        <span className="trace-cut">{labels.needsWhole}</span>
      </div>
      <ol className="insight-scroll">
        {largest.map((loss, at) => (
          <LossItem
            key={`${loss.domain} ${loss.cpu} ${loss.fromNs}`}
            number={at + 1}
            loss={loss}
            evidence={lossEvidence(loss, facts)}
            onShow={() => show(loss)}
          />
        ))}
      </ol>
    </>
  );
}

function LossItem(props: { number: number; loss: LossMark; evidence: Evidence; onShow(): void }) {
  const { number, loss, evidence, onShow } = props;
  const [from, to] = [loss.fromNs, loss.toNs].map((ns) => pointTime(ns, (loss.toNs - loss.fromNs) / 2, loss.toNs));
  return (
    <li className="insight">
      <span className="insight-number insight-number-recording">{number}</span>
      <div className="insight-text">
        <p className="insight-sentence">
          {loss.events > 0
            ? labels.lost(count(loss.events), from ?? '', to ?? '')
            : labels.lostPackets(count(loss.packets), from ?? '', to ?? '')}
        </p>
        <p className="insight-rule">{labels.lostRule}</p>
      </div>
      <EvidenceFigure evidence={evidence} />
      <Button className="button-small" aria-label={labels.showNumber(number)} onClick={onShow}>
        {labels.show}
      </Button>
    </li>
  );
}
