// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual: they stand on the page by position
import type { TraceRow } from '@shared/model/trace-record';
import { CircleX, TriangleAlert } from 'lucide-react';
import { count, duration, size } from '../../format/figures';
import { moment, momentInFull } from '../../format/moment';
import { texts } from '../../texts/en';
import { lostOf } from './sort-rows';

const { traces } = texts;

export function TraceRowCells({ row }: { row: TraceRow }) {
  const lost = lostOf(row);
  return (
    <>
      <div role="gridcell" tabIndex={-1} className="cell cell-title" title={row.command || row.title}>
        <RowMark row={row} />
        <span className="cell-text">{row.title || row.id}</span>
      </div>
      <div role="gridcell" tabIndex={-1} className="cell cell-createdAt figures" title={momentInFull(row.createdAt)}>
        {row.createdAt ? moment(row.createdAt) : ''}
      </div>
      <div role="gridcell" tabIndex={-1} className="cell cell-engine" title={row.image}>
        {row.engine}
      </div>
      <div role="gridcell" tabIndex={-1} className="cell cell-durationMs figures">
        {duration(row.durationMs)}
      </div>
      <div role="gridcell" tabIndex={-1} className="cell cell-sizeBytes figures">
        {size(row.sizeBytes)}
      </div>
      <div role="gridcell" tabIndex={-1} className="cell cell-events figures">
        {row.events === null && row.state === 'ready' ? (
          <span className="quiet">{traces.counting}</span>
        ) : (
          count(row.events)
        )}
      </div>
      <div role="gridcell" tabIndex={-1} className={lost ? 'cell cell-lost figures lost' : 'cell cell-lost figures'}>
        {count(lost)}
      </div>
    </>
  );
}

/** Nothing for a good trace: a mark is a reason to look. */
function RowMark({ row }: { row: TraceRow }) {
  if (row.state === 'recording') return <span className="live-dot" role="img" aria-label={traces.state.recording} />;
  if (row.state !== 'ready')
    return <CircleX size={14} className="mark mark-bad" role="img" aria-label={traces.state[row.state]} />;
  if (row.warnings > 0)
    return (
      <TriangleAlert
        size={14}
        className="mark mark-caution"
        role="img"
        aria-label={traces.warnings(count(row.warnings))}
      />
    );
  return null;
}
