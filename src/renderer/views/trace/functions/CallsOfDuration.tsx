import type { CallList } from '@shared/trace-view/call-detail';
import type { FunctionKey } from '@shared/trace-view/picture';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import { X } from 'lucide-react';
import { count } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { IconButton } from '../../../parts/IconButton';
import { ErrorNotice } from '../../../parts/Notice';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { Amount } from '../table/Amount';
import { exactSeconds } from '../table/trace-figures';
import { useTraceAnswer } from '../table/use-trace-answer';
import { nameOfRow } from '../timeline/rows/row-text';
import type { DurationRange } from './DurationChart';
import { placeOfCall } from './place-of-call';

const { functions: labels } = texts.traceTabs;
const SHOWN = 200;

interface Props {
  function: FunctionKey;
  durations: DurationRange;
  onClose(): void;
}

/** The calls whose duration was selected in the histogram. A click shows one in the timeline. */
export function CallsOfDuration({ function: key, durations, onClose }: Props) {
  const { client, facts, whole, range, go } = useTrace();
  const { value, error } = useTraceAnswer(
    client,
    'calls-of',
    { function: key, range, durations, order: 'longest', limit: SHOWN },
    'calls-of-duration',
  );
  return (
    <div className="calls-of-duration">
      <div className="calls-of-duration-head">
        <h3>{labels.callsOf(shortTime(durations.fromNs), shortTime(durations.toNs))}</h3>
        <span className="quiet figures" role="status">
          {value ? labels.callsShown(count(value.beginNs.length), count(value.all)) : ''}
        </span>
        <IconButton label={labels.closeCalls} onClick={onClose}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {error ? <ErrorNotice error={error} /> : null}
      <ol>
        {value
          ? callsOf(value).map((call) => (
              <li key={`${call.row} ${call.depth} ${call.beginNs}`}>
                <button
                  type="button"
                  className="neighbour"
                  onClick={() => go(placeOfCall(call, call.endNs - call.beginNs, facts.lengthNs))}
                >
                  <span className="trace-cut figures">
                    {labels.callAt(rowName(whole, call.row), `${exactSeconds(call.beginNs)} s`)}
                  </span>
                  <span className="trace-right figures">
                    <Amount ns={call.endNs - call.beginNs} />
                  </span>
                </button>
              </li>
            ))
          : null}
      </ol>
    </div>
  );
}

function rowName(whole: WholeTrace | null, row: number): string {
  const found = whole?.rows[row];
  return found ? nameOfRow(found) : '';
}

const callsOf = ({ row, depth, beginNs, endNs }: CallList) =>
  [...beginNs].map((begin, at) => ({
    row: row[at] ?? 0,
    depth: depth[at] ?? 0,
    beginNs: begin,
    endNs: endNs[at] ?? begin,
  }));
