import { shortTime } from '../../../format/nanoseconds';
import { texts } from '../../../texts/en';

const { panel: labels } = texts.traceTimeline;

export interface StateTimes {
  runningNs: number;
  waitingNs: number;
  blockedNs: number;
}

const STATES = ['running', 'waiting', 'blocked'] as const;

/** Running, waiting and blocked as one bar, and below it in figures with their patterns. */
export function StateFigures({ times }: { times: StateTimes }) {
  const all = times.runningNs + times.waitingNs + times.blockedNs;
  return (
    <>
      <div className="thread-bar" aria-hidden>
        {STATES.map((state) => (
          <i key={state} className={`thread-${state}`} style={{ flexGrow: times[`${state}Ns`] }} />
        ))}
      </div>
      <dl className="thread-figures figures">
        {STATES.map((state) => (
          <div key={state}>
            <dt>
              <i className={`thread-${state}`} aria-hidden />
              {labels[state]}
            </dt>
            <dd>{shortTime(times[`${state}Ns`])}</dd>
            <dd className="quiet">{all > 0 ? `${Math.round((times[`${state}Ns`] / all) * 100)} %` : ''}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
