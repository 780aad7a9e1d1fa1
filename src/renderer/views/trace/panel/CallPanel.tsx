import type { CallDetail } from '@shared/trace-view/call-detail';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { count } from '../../../format/figures';
import { exactTime, shortTime } from '../../../format/nanoseconds';
import { Button } from '../../../parts/Button';
import { IconButton } from '../../../parts/IconButton';
import { ErrorNotice } from '../../../parts/Notice';
import { useSelectedCall } from '../../../stores/trace-view/selected-call';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { functionColour } from '../drawing/theme/function-colour';
import { stepOfFunction, zoomToSelection } from '../timeline/call-moves';
import { CloseButton } from './CloseButton';
import { DurationsColumn } from './DurationsColumn';
import { FieldPairs } from './FieldPairs';
import { pathOf } from './row-path';
import { StateFigures } from './StateFigures';
import { WaitsColumn } from './WaitsColumn';

const { panel: labels } = texts.traceTimeline;

/** Duration and rank, what the thread did, what it waited for, and the durations of the function. */
export function CallPanel({ whole }: { whole: WholeTrace }) {
  const { detail, isMissing, error } = useSelectedCall();
  if (error) return <ErrorNotice error={error} />;
  if (!detail)
    return (
      <div className="bottom-head">
        <p className="quiet">{isMissing ? labels.missing : labels.loading}</p>
        <div className="bottom-tools">
          <CloseButton />
        </div>
      </div>
    );
  return (
    <>
      <CallHead detail={detail} whole={whole} />
      <div className="bottom-body">
        <CallTimes detail={detail} />
        <div>
          <h3>{labels.did}</h3>
          {detail.states ? <StateFigures times={detail.states} /> : <p className="quiet">{labels.noStates}</p>}
        </div>
        {detail.states && (detail.waits.length > 0 || detail.fields.length === 0) ? (
          <WaitsColumn detail={detail} whole={whole} />
        ) : null}
        {detail.fields.length > 0 ? (
          <div>
            <h3>{labels.arguments}</h3>
            <FieldPairs fields={detail.fields} />
          </div>
        ) : null}
        {detail.durations ? <DurationsColumn detail={detail} durations={detail.durations} /> : null}
      </div>
    </>
  );
}

function CallHead({ detail, whole }: { detail: CallDetail; whole: WholeTrace }) {
  const { go } = useTraceView.getState();
  const { name, rank, caller, kind, function: key } = detail;
  return (
    <div className="bottom-head">
      {kind === 'call' ? (
        <span className="bottom-chip" aria-hidden style={{ background: `var(--fn-${functionColour(name)})` }} />
      ) : null}
      <h2 className="bottom-name" title={name}>
        {name}
      </h2>
      <p className="bottom-where quiet">
        {pathOf(whole, detail.row)}
        {caller === null ? null : (
          <>
            {' · '}
            {labels.calledBy} <code>{caller}</code>
          </>
        )}
      </p>
      <div className="bottom-tools figures">
        {key === null ? null : (
          <>
            {rank ? (
              <span className="bottom-rank quiet">{labels.position(count(rank.position), count(rank.of))}</span>
            ) : null}
            <IconButton label={labels.previous} keys="[" onClick={() => void stepOfFunction('previous')}>
              <ChevronLeft size={16} aria-hidden />
            </IconButton>
            <IconButton label={labels.next} keys="]" onClick={() => void stepOfFunction('next')}>
              <ChevronRight size={16} aria-hidden />
            </IconButton>
          </>
        )}
        <Button className="button-small" aria-keyshortcuts="F" onClick={zoomToSelection}>
          {labels.zoomToCall}
        </Button>
        {rank && key !== null ? (
          <Button className="button-small bottom-all" onClick={() => go({ tab: 'functions', function: key })}>
            {labels.allCalls(count(rank.of))}
          </Button>
        ) : null}
        <CloseButton />
      </div>
    </div>
  );
}

function CallTimes({ detail }: { detail: CallDetail }) {
  const { beginNs, endNs, rank, selfNs, isBeginKnown, isEndKnown } = detail;
  return (
    <div>
      <p className="bottom-big figures">{shortTime(endNs - beginNs)}</p>
      {rank ? (
        <p className="bottom-rank-text figures">
          <b>
            {rank.position === 1 ? labels.slowest(count(rank.of)) : labels.rank(count(rank.position), count(rank.of))}
          </b>
          {rank.of > 1 ? ` · ${labels.timesMedian(timesText(rank.timesMedian))}` : null}
        </p>
      ) : isBeginKnown && isEndKnown ? null : (
        <p className="quiet">{labels.incomplete}</p>
      )}
      <dl className="bottom-pairs figures">
        <dt>{labels.start}</dt>
        <dd>{exactTime(beginNs)}</dd>
        {selfNs === null ? null : (
          <>
            <dt>{labels.self}</dt>
            <dd>{shortTime(selfNs)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

const timesText = (times: number): string => (times < 9.95 ? times.toFixed(1) : count(Math.round(times)));
