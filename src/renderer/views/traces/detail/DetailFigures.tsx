import { lossText } from '@shared/model/loss';
import type { TraceReport } from '@shared/model/trace-record';
import { count, duration, size, UNKNOWN } from '../../../format/figures';
import { moment, momentInFull } from '../../../format/moment';
import { Figure } from '../../../parts/Figure';
import { texts } from '../../../texts/en';

const { detail: labels, traces } = texts;

export function DetailFigures({ report }: { report: TraceReport }) {
  const counting = report.events === null && report.state === 'ready';
  return (
    <dl className="detail-figures" aria-label={labels.figures}>
      <Figure name={labels.events}>{counting ? traces.counting : count(report.events)}</Figure>
      <Figure name={labels.size}>{size(report.sizeBytes)}</Figure>
      <Figure name={labels.duration}>{duration(report.durationMs)}</Figure>
      <Figure name={labels.lost}>{lossText(report, count)}</Figure>
      <Figure name={labels.exitCode}>{report.exitCode ?? UNKNOWN}</Figure>
      <Figure name={labels.recorded} title={momentInFull(report.createdAt)}>
        {moment(report.createdAt)}
      </Figure>
      <Figure name={labels.ended}>{report.endedBy ? labels.endedBy[report.endedBy] : UNKNOWN}</Figure>
    </dl>
  );
}
