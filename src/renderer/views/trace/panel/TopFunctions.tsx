import type { FunctionPage } from '@shared/trace-view/function-page';
import { useEffect, useState } from 'react';
import { errorOf } from '../../../bridge';
import { shortTime } from '../../../format/nanoseconds';
import { announceUrgently } from '../../../stores/announce';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { functionColour } from '../drawing/theme/function-colour';

const { panel: labels } = texts.traceTimeline;
const MOST = 4;

/** The functions with the most time in their own code, in the range and the selected rows. */
export function TopFunctions() {
  const { client, place, range, whole, go } = useTrace();
  const [page, setPage] = useState<FunctionPage | null>(null);
  const { fromNs, toNs } = range;
  const { rows } = place;
  const hasCalls = whole?.basis.calls ?? false;
  useEffect(() => {
    if (!hasCalls) return;
    const stop = new AbortController();
    const selection = { range: { fromNs, toNs }, rows: [...rows] };
    const ask = (): Promise<FunctionPage> =>
      client.ask(
        'functions',
        { ...selection, sort: 'self', limit: MOST },
        { lane: 'top-functions', signal: stop.signal },
      );
    // The timeline's picture is asked for in this frame and goes first.
    const frame = requestAnimationFrame(() => {
      ask().then(
        (answer) => {
          if (!stop.signal.aborted) setPage(answer);
        },
        (thrown: unknown) => {
          const error = errorOf(thrown);
          if (!stop.signal.aborted && error.code !== 'cancelled') announceUrgently(error.message);
        },
      );
    });
    return () => {
      cancelAnimationFrame(frame);
      stop.abort();
    };
  }, [client, fromNs, toNs, rows, hasCalls]);
  if (hasCalls && !page) return <div />;
  const most = Math.max(1, ...(page?.functions.map(({ selfNs }) => selfNs) ?? []));
  return (
    <div>
      <h3>{labels.topFunctions}</h3>
      {page && page.functions.length > 0 ? (
        <ol className="bottom-functions">
          {page.functions.map(({ key, function: name, selfNs }) => (
            <li key={key}>
              <span className="bottom-chip" aria-hidden style={{ background: `var(--fn-${functionColour(name)})` }} />
              <button
                type="button"
                className="bottom-function"
                title={name}
                onClick={() => go({ tab: 'functions', function: key })}
              >
                {name}
              </button>
              <span className="bottom-share" aria-hidden>
                <i style={{ width: `${(selfNs / most) * 100}%` }} />
              </span>
              <span className="figures">{shortTime(selfNs)}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="quiet">{labels.noFunctions}</p>
      )}
    </div>
  );
}
