import type { CallDetail, Wait } from '@shared/trace-view/call-detail';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import { shortTime } from '../../../format/nanoseconds';
import { texts } from '../../../texts/en';
import { followWait } from '../timeline/follow-wait';
import { nameOfRow } from '../timeline/rows/row-text';

const { panel: labels, states } = texts.traceTimeline;

/** The longest waits of the call, what ended each, and the way there. */
export function WaitsColumn({ detail, whole }: { detail: CallDetail; whole: WholeTrace }) {
  return (
    <div className="bottom-waits">
      <h3>{labels.waitedFor}</h3>
      {detail.waits.length === 0 ? <p className="quiet">{labels.noWaits}</p> : null}
      <ol>
        {detail.waits.map((wait, index) => (
          <li key={wait.fromNs}>
            <b className="figures">{shortTime(wait.durationNs)}</b>
            <span className="bottom-wait">
              <WaitText wait={wait} whole={whole} />
            </span>
            {wait.wokenBy === null ? null : (
              <button type="button" className="bottom-link" onClick={() => followWait(index)}>
                {labels.follow}
              </button>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function WaitText({ wait, whole }: { wait: Wait; whole: WholeTrace }) {
  const waker = wait.wokenBy === null ? undefined : whole.rows[wait.wokenBy];
  return (
    <>
      {wait.syscall === null ? states[wait.cause] : <code>{wait.syscall}</code>}
      {', '}
      {waker ? (
        <>
          {labels.wokenBy} <b>{nameOfRow(waker)}</b>
        </>
      ) : (
        labels.wokenUnknown
      )}
    </>
  );
}
