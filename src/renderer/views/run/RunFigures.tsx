import { presentRate } from '@shared/model/growth';
import { isLossy, type Loss, lossText } from '@shared/model/loss';
import { waitsForPassword } from '@shared/model/run-privilege';
import { isFlightRecorder } from '@shared/model/run-snapshots';
import type { RunState } from '@shared/model/run-state';
import { TriangleAlert } from 'lucide-react';
import { clock, count, duration, size, UNKNOWN } from '../../format/figures';
import { Figure } from '../../parts/Figure';
import { isActive, useRun } from '../../stores/run';
import { texts } from '../../texts/en';
import { GrowthCurve } from './GrowthCurve';

const { run: labels, detail } = texts;

/** Beside the output: live figures during the run, and those of its trace afterwards. */
export function RunFigures({ run, now }: { run: RunState; now: number }) {
  const report = useRun((state) => (state.report?.id === run.traceId ? state.report : null));
  // Nothing was kept, so there are no figures.
  if (run.traceId === null && !isActive(run)) return null;
  const sizeBytes = report?.sizeBytes ?? run.sizeBytes;
  const loss = report ?? { discardedEvents: run.discardedEvents, lostPackets: null };
  return (
    <section className="run-figures" aria-label={detail.figures}>
      <dl>
        {isActive(run) ? (
          <Figure name={labels.elapsed}>{waitsForPassword(run) ? UNKNOWN : clock(now - run.startedAt)}</Figure>
        ) : (
          <Figure name={detail.duration}>{duration(report?.durationMs ?? run.elapsedMs)}</Figure>
        )}
        <Figure name={labels.size}>{size(sizeBytes)}</Figure>
        {run.growth.length > 1 ? (
          <div className="figure-curve">
            <dt className="visually-hidden">{labels.curve}</dt>
            <dd>
              <GrowthCurve growth={run.growth} label={labels.curveOf(size(sizeBytes))} />
            </dd>
          </div>
        ) : null}
        {isActive(run) ? <Rate run={run} /> : null}
        {isFlightRecorder(run) ? <Figure name={labels.snapshot.count}>{count(run.snapshots)}</Figure> : null}
        {report ? (
          <Figure name={detail.events}>{report.events === null ? labels.counting : count(report.events)}</Figure>
        ) : null}
        <Figure name={detail.lost}>
          <LossFigure loss={loss} />
        </Figure>
        {report && report.recordings.length > 1
          ? report.recordings.map((recording) => (
              <Figure key={recording.domain} name={detail.ofDomain[recording.domain]}>
                <LossFigure loss={recording} />
              </Figure>
            ))
          : null}
        {report ? (
          <>
            <Figure name={detail.exitCode}>{report.exitCode ?? UNKNOWN}</Figure>
            {report.endedBy ? <Figure name={detail.ended}>{detail.endedBy[report.endedBy]}</Figure> : null}
          </>
        ) : (
          <Figure name={labels.free}>{size(run.freeBytes)}</Figure>
        )}
      </dl>
    </section>
  );
}

function Rate({ run }: { run: RunState }) {
  const rate = presentRate(run.growth);
  return <Figure name={labels.rate}>{rate === null ? UNKNOWN : labels.perSecond(size(rate))}</Figure>;
}

/** A loss is marked by an icon, not only by colour. */
function LossFigure({ loss }: { loss: Loss }) {
  if (!isLossy(loss)) return <>{lossText(loss, count)}</>;
  return (
    <span className="figure-lost">
      <TriangleAlert size={16} aria-hidden />
      {lossText(loss, count)}
    </span>
  );
}
