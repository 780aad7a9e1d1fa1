import { lossText, sumOfLoss } from '@shared/model/loss';
import { Columns2, Trash2, Upload } from 'lucide-react';
import { count, duration, size, UNKNOWN } from '../../format/figures';
import { moment } from '../../format/moment';
import { Button } from '../../parts/Button';
import { Figure } from '../../parts/Figure';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { useTraces } from '../../stores/traces';
import { texts } from '../../texts/en';
import { canCompare, compareRows } from './compare/compare-selected';
import { DetailTags } from './detail/DetailTags';
import { canRemove, deleteSelected, exportable, exportSelected } from './trace-actions';

const { detail: labels, traces } = texts;

/** The combined figures of several selected traces, and the actions on all of them. */
export function SeveralDetail() {
  const all = useTraces((state) => state.rows);
  const ids = useTraces((state) => state.selection.ids);
  const rows = all?.filter((row) => ids.has(row.id)) ?? [];
  const sum = (figures: readonly (number | null)[]): number => figures.reduce<number>((so, one) => so + (one ?? 0), 0);
  const times = rows
    .map((row) => row.createdAt)
    .filter(Boolean)
    .sort();
  const [first] = times;
  const last = times.at(-1);
  return (
    <>
      <header className="panel-head">
        <div className="detail-title">
          <h2>{labels.several(rows.length)}</h2>
        </div>
        <div className="detail-actions">
          <Button disabled={!canCompare(rows)} onClick={() => compareRows(rows)}>
            <Columns2 size={14} aria-hidden />
            {texts.compare.item}
          </Button>
          <Button
            title={labels.exportKey}
            aria-keyshortcuts="Control+E"
            disabled={exportable(rows).length === 0}
            onClick={exportSelected}
          >
            <Upload size={14} aria-hidden />
            {labels.export}
          </Button>
          <Button aria-keyshortcuts="Delete" disabled={!canRemove(rows)} onClick={deleteSelected}>
            <Trash2 size={14} aria-hidden />
            {labels.remove}
          </Button>
        </div>
      </header>
      <ScrollRegion className="detail-scroll" aria-label={labels.labelSeveral}>
        <dl className="detail-figures" aria-label={labels.totals}>
          <Figure name={labels.events}>{count(sum(rows.map((row) => row.events)))}</Figure>
          <Figure name={labels.size}>{size(sum(rows.map((row) => row.sizeBytes)))}</Figure>
          <Figure name={labels.duration}>{duration(sum(rows.map((row) => row.durationMs)))}</Figure>
          <Figure name={traces.columns.lost}>{lossText(sumOfLoss(rows), count)}</Figure>
          <Figure name={labels.firstRecorded}>{first ? moment(first) : UNKNOWN}</Figure>
          <Figure name={labels.lastRecorded}>{last ? moment(last) : UNKNOWN}</Figure>
        </dl>
        <DetailTags rows={rows} />
      </ScrollRegion>
    </>
  );
}
