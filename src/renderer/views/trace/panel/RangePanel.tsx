import type { RowFigures, WholeTrace } from '@shared/trace-view/timeline-rows';
import { count } from '../../../format/figures';
import { exactTime, shortTime } from '../../../format/nanoseconds';
import { lengthOf } from '../../../models/trace-view/time-range';
import { timeOfDayText } from '../../../models/trace-view/time-text';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { MissingParts } from '../empty/MissingParts';
import { missingParts } from '../empty/reasons/recorded-parts';
import { useRangeFigures } from '../timeline/rows/use-row-layout';
import { pathOf } from './row-path';
import { StateFigures, type StateTimes } from './StateFigures';
import { TopFunctions } from './TopFunctions';

const { panel: labels } = texts.traceTimeline;

/** Figures of the range, or of the selected rows in it. */
export function RangePanel({ whole }: { whole: WholeTrace }) {
  const { facts, place, range } = useTrace();
  const figures = useRangeFigures(whole);
  const threads = threadsOf(whole, place.rows);
  const [row] = place.rows;
  // Events of idle processors belong to no thread.
  const isWhole = row === undefined && place.range === null;
  const eventsText = row === undefined ? labels.threadEvents : labels.events;
  const title = row === undefined ? (place.range ? labels.range : labels.whole) : pathOf(whole, row);
  const times = statesOf(figures, threads);
  const start = timeOfDayText(range.fromNs, facts.beginUnixNs) ?? exactTime(range.fromNs);
  const lost = facts.losses.filter(({ fromNs, toNs }) => toNs >= range.fromNs && fromNs <= range.toNs);
  const lostEvents = place.range ? lost.reduce((sum, { events }) => sum + events, 0) : facts.lostEvents;
  return (
    <>
      <div className="bottom-head">
        <h2>{title}</h2>
        <p className="bottom-where quiet">
          {place.rows.length > 1
            ? labels.rows(count(place.rows.length))
            : row === undefined
              ? labels.nothingSelected
              : ''}
        </p>
        <p className="bottom-tools quiet">{labels.dragHint}</p>
      </div>
      <div className="bottom-body">
        <div>
          <p className="bottom-big figures">{shortTime(lengthOf(range))}</p>
          <p className="figures">
            {isWhole ? labels.events(count(whole.events)) : eventsText(count(eventsOf(figures, threads)))}
          </p>
          <dl className="bottom-pairs figures">
            <dt>{labels.start}</dt>
            <dd>{start}</dd>
            {lostEvents !== null && lostEvents > 0 ? (
              <>
                <dt>{labels.lost}</dt>
                <dd className="bottom-lost">{count(lostEvents)}</dd>
              </>
            ) : null}
          </dl>
        </div>
        <div>
          <h3>{labels.didRange(count(threads.length))}</h3>
          {times ? <StateFigures times={times} /> : <p className="quiet">{labels.noStates}</p>}
        </div>
        <TopFunctions />
        {whole.blockedBy.length > 0 && place.range === null && row === undefined ? (
          <BlockedColumn whole={whole} />
        ) : null}
        {missingParts(whole).length > 0 ? <MissingParts whole={whole} /> : null}
      </div>
    </>
  );
}

function BlockedColumn({ whole }: { whole: WholeTrace }) {
  return (
    <div>
      <h3>{labels.longestBlocked}</h3>
      <dl className="bottom-blocked figures">
        {whole.blockedBy.slice(0, 4).map(({ syscall, blockedNs }) => (
          <div key={syscall}>
            <dt>
              <code>{syscall}</code>
            </dt>
            <dd>{shortTime(blockedNs)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const eventsOf = (figures: RowFigures, threads: readonly number[]): number =>
  threads.reduce((sum, one) => sum + (figures.events[one] ?? 0), 0);

/** The threads of the selected rows, or all. Those of the tracer only if they are selected. */
function threadsOf({ rows }: WholeTrace, selected: readonly number[]): number[] {
  const isIn = new Uint8Array(rows.length);
  const wanted = new Set(selected);
  return rows.flatMap(({ kind, parent, isOfTracer }, row) => {
    const isBelow = wanted.size === 0 || isIn[parent] === 1;
    isIn[row] = wanted.has(row) || (isBelow && !isOfTracer) ? 1 : 0;
    return kind === 'thread' && isIn[row] === 1 ? [row] : [];
  });
}

/** Null if no scheduling of the threads is known. */
function statesOf({ runningNs, waitingNs, blockedNs }: RowFigures, threads: readonly number[]): StateTimes | null {
  const known = threads.filter((row) => !Number.isNaN(runningNs[row] ?? Number.NaN));
  const sum = (column: Float64Array): number => known.reduce((all, row) => all + (column[row] || 0), 0);
  return known.length === 0
    ? null
    : { runningNs: sum(runningNs), waitingNs: sum(waitingNs), blockedNs: sum(blockedNs) };
}
