import { lossText } from '@shared/model/loss';
import type { TraceReport } from '@shared/model/trace-record';
import { count, duration, size, UNKNOWN } from '../../../format/figures';
import { moment, momentInFull } from '../../../format/moment';
import { Figure } from '../../../parts/Figure';
import { texts } from '../../../texts/en';

const { detail: words, traces } = texts;

export function DetailFigures({ report }: { report: TraceReport }) {
  const counting = report.events === null && report.state === 'ready';
  return (
    <dl className="detail-figures" aria-label={words.figures}>
      <Figure name={words.events}>{counting ? traces.counting : count(report.events)}</Figure>
      <Figure name={words.size}>{size(report.sizeBytes)}</Figure>
      <Figure name={words.duration}>{duration(report.durationMs)}</Figure>
      <Figure name={words.lost}>{lossText(report, count)}</Figure>
      <Figure name={words.exitCode}>{report.exitCode ?? UNKNOWN}</Figure>
      <Figure name={words.recorded} title={momentInFull(report.createdAt)}>
        {moment(report.createdAt)}
      </Figure>
      <Figure name={words.ended}>{report.endedBy ? words.endedBy[report.endedBy] : UNKNOWN}</Figure>
    </dl>
  );
}
