import { shortTime } from '../../../format/nanoseconds';
import { texts } from '../../../texts/en';

const { insights: labels } = texts.traceTabs;

export interface StateTimes {
  runningNs: number;
  /** Could run, and had no CPU. */
  waitingNs: number;
  blockedNs: number;
}

const PARTS = [
  { key: 'runningNs', className: 'trace-run' },
  { key: 'waitingNs', className: 'trace-wait' },
  { key: 'blockedNs', className: 'trace-block' },
] as const satisfies readonly { key: keyof StateTimes; className: string }[];

/** How a thread spent its time, as one bar. */
export function StateSplit({ times }: { times: StateTimes }) {
  const { runningNs, waitingNs, blockedNs } = times;
  return (
    <div
      className="trace-split"
      role="img"
      aria-label={labels.split(shortTime(runningNs), shortTime(waitingNs), shortTime(blockedNs))}
    >
      {PARTS.map(({ key, className }) =>
        times[key] > 0 ? <i key={key} className={className} style={{ flex: `${times[key]} 0 0` }} /> : null,
      )}
    </div>
  );
}

export function StateLegend() {
  const { running, waiting, blocked } = labels.states;
  return (
    <div className="trace-legend">
      <span>
        <i className="trace-run" />
        {running}
      </span>
      <span>
        <i className="trace-wait" />
        {waiting}
      </span>
      <span>
        <i className="trace-block" />
        {blocked}
      </span>
    </div>
  );
}
