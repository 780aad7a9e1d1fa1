import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import { useMemo } from 'react';
import { count } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { texts } from '../../../texts/en';
import { Amount } from '../table/Amount';
import { StateLegend, StateSplit } from '../table/StateSplit';
import { type TimeOfRow, timeWent } from './time-went';

const { insights: labels } = texts.traceTabs;
const SHOWN_CAUSES = 8;
const SHOWN_WAITS = 4;

interface Props {
  whole: WholeTrace;
  /** System calls that do not count as blocking. */
  waitingForWork: readonly string[];
  onRow(row: number): void;
}

/** Beside the insights: the time of each container and thread, and what blocked them. */
export function TimeAside({ whole, waitingForWork, onRow }: Props) {
  const times = useMemo(() => timeWent(whole), [whole]);
  return (
    <aside className="insight-aside" aria-label={labels.aside}>
      <div className="aside-head">
        <h2>{labels.timeWent}</h2>
        <span className="quiet">{labels.ran}</span>
      </div>
      {times.length === 0 ? (
        <p className="aside-note">{labels.noStates}</p>
      ) : (
        <div className="aside-part">
          <ul>
            {times.map((one) => (
              <TimeRow key={`${one.kind} ${one.row}`} time={one} onRow={onRow} />
            ))}
          </ul>
          <StateLegend />
        </div>
      )}
      <div className="aside-head">
        <h2>{labels.blockedBy}</h2>
        <span className="quiet">{labels.blocked}</span>
      </div>
      <BlockedBy whole={whole} waitingForWork={waitingForWork} />
    </aside>
  );
}

function TimeRow({ time, onRow }: { time: TimeOfRow; onRow(row: number): void }) {
  const name = time.kind === 'others' ? labels.more(count(time.threads)) : time.name;
  return (
    <li className={`aside-row aside-${time.kind}`}>
      {time.kind === 'others' ? (
        <span className="trace-cut quiet">{name}</span>
      ) : (
        <button type="button" className="aside-name trace-cut" title={name} onClick={() => onRow(time.row)}>
          {name}
        </button>
      )}
      <StateSplit times={time} />
      <span className="aside-figure">
        <Amount ns={time.runningNs} />
      </span>
    </li>
  );
}

function BlockedBy({ whole: { basis, blockedBy }, waitingForWork }: Omit<Props, 'onRow'>) {
  if (!basis.scheduling || !basis.syscalls) return <p className="aside-note">{labels.noCauses}</p>;
  const most = Math.max(...blockedBy.map(({ blockedNs }) => blockedNs));
  if (blockedBy.length === 0) return <p className="aside-note">{labels.noCause}</p>;
  return (
    <div className="aside-part">
      <ul>
        {blockedBy.slice(0, SHOWN_CAUSES).map(({ syscall, blockedNs }) => (
          <li key={syscall} className="aside-row">
            <code className="trace-cut" title={`${syscall}: ${shortTime(blockedNs)}`}>
              {syscall}
            </code>
            <span className="aside-measure" aria-hidden>
              <i style={{ width: `${(blockedNs / most) * 100}%` }} />
            </span>
            <span className="aside-figure">
              <Amount ns={blockedNs} />
            </span>
          </li>
        ))}
      </ul>
      <p className="quiet" title={waitingForWork.join(', ')}>
        {labels.workLeftOut(waitingForWork.slice(0, SHOWN_WAITS).join(', '), waitingForWork.length > SHOWN_WAITS)}
      </p>
    </div>
  );
}
