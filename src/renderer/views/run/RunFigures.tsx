import type { RunState } from '@shared/model/run-state';
import { clock, count, duration, size, UNKNOWN } from '../../format/figures';
import { Figure } from '../../parts/Figure';
import { isGoingOn } from '../../stores/run';
import { useTraces } from '../../stores/traces';
import { texts } from '../../texts/en';
import { lostOf } from '../traces/sort-rows';

const { run: words, detail, traces } = texts;

/** Live figures while it goes on; those of its trace once it is one. */
export function RunFigures({ run, now }: { run: RunState; now: number }) {
  const row = useTraces((state) => state.rows?.find((one) => one.id === run.traceId));
  const seconds = run.elapsedMs / 1000;
  // Nothing was recorded and nothing will be: no figures.
  if (!row && !isGoingOn(run) && run.elapsedMs === 0) return null;
  return (
    <dl className="run-figures">
      {row ? (
        <>
          <Figure name={detail.duration}>{duration(row.durationMs)}</Figure>
          <Figure name={detail.size}>{size(row.sizeBytes)}</Figure>
          <Figure name={detail.events}>{row.events === null ? traces.counting : count(row.events)}</Figure>
          <Figure name={traces.columns.lost}>{count(lostOf(row))}</Figure>
          <Figure name={detail.exitCode}>{row.exitCode ?? UNKNOWN}</Figure>
        </>
      ) : (
        <>
          <Figure name={words.elapsed}>
            {isGoingOn(run) ? clock(now - run.startedAt) : duration(run.elapsedMs || null)}
          </Figure>
          <Figure name={words.size}>{size(run.sizeBytes)}</Figure>
          <Figure name={words.rate}>{seconds > 0 ? words.perSecond(size(run.sizeBytes / seconds)) : UNKNOWN}</Figure>
          <Figure name={words.free}>{size(run.freeBytes)}</Figure>
        </>
      )}
    </dl>
  );
}
