// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual: they are positioned absolutely
import { isLossy, lossText } from '@shared/model/loss';
import { type ColumnId, holdsFigures } from '@shared/model/trace-columns';
import type { TraceRow } from '@shared/model/trace-record';
import { ChartGantt, CircleX, Cpu, Ellipsis, Import, TriangleAlert } from 'lucide-react';
import { type MouseEvent, memo, type ReactNode } from 'react';
import { clock, count, duration, size } from '../../format/figures';
import { moment, momentInFull } from '../../format/moment';
import { canOpen } from '../../frame/viewer-actions';
import { useRun } from '../../stores/run';
import { useViewers } from '../../stores/viewers';
import { texts } from '../../texts/en';
import { DragHandle } from './drag-handle/DragHandle';

const { detail, traces, viewers } = texts;

/** The cells of a row. Rows are immutable, so an unchanged row is not rendered again. */
export const TraceRowCells = memo(({ row, columns }: { row: TraceRow; columns: readonly ColumnId[] }) => (
  <>
    {columns.map((id) => (
      <Cell key={id} row={row} column={id} />
    ))}
    <div role="gridcell" tabIndex={-1} className="cell-menu">
      {canOpen(row) ? (
        <button
          type="button"
          className="icon-button row-menu"
          tabIndex={-1}
          aria-label={viewers.open}
          title={viewers.open}
          onClick={(event) => {
            event.stopPropagation();
            void useViewers.getState().open(row.id, row.title);
          }}
        >
          <ChartGantt size={16} aria-hidden />
        </button>
      ) : null}
      <button
        type="button"
        className="icon-button row-menu"
        tabIndex={-1}
        aria-label={traces.menu.label}
        onClick={askForMenu}
      >
        <Ellipsis size={16} aria-hidden />
      </button>
    </div>
  </>
));

/** A button that opens the menu of the right click. */
function askForMenu(event: MouseEvent<HTMLElement>): void {
  event.stopPropagation();
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  event.currentTarget.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }),
  );
}

function Cell({ row, column }: { row: TraceRow; column: ColumnId }) {
  const title = titleOf(row, column);
  return (
    <div role="gridcell" tabIndex={-1} className={classOf(row, column)} title={title}>
      {content(row, column)}
    </div>
  );
}

function classOf(row: TraceRow, column: ColumnId): string {
  const names = ['cell', `cell-${column}`];
  if (holdsFigures(column)) names.push('figures');
  if (column === 'lost' && isLossy(row)) names.push('lost');
  return names.join(' ');
}

function titleOf(row: TraceRow, column: ColumnId): string | undefined {
  switch (column) {
    case 'title':
      return [
        row.title || row.id,
        row.problem ?? row.command,
        row.domains.includes('kernel') ? traces.ofKernelTitle : null,
        row.imported ? traces.importedTitle[row.imported] : null,
      ]
        .filter(Boolean)
        .join('\n');
    case 'createdAt':
      return momentInFull(row.createdAt);
    case 'image':
    case 'command':
      return row[column];
    case 'engine':
      return row.image;
    case 'tags':
    case 'domains':
      return row[column].join(', ');
    case 'state':
      return row.problem;
    default:
      return undefined;
  }
}

function content(row: TraceRow, column: ColumnId): ReactNode {
  switch (column) {
    case 'title':
      return (
        <>
          <DragHandle row={row} />
          <RowMark row={row} />
          <bdi className="cell-text">{row.title || row.id}</bdi>
          {row.domains.includes('kernel') ? (
            <Cpu size={14} className="cell-kernel" role="img" aria-label={traces.ofKernel} />
          ) : null}
          {row.imported ? <Import size={14} className="cell-kernel" role="img" aria-label={traces.imported} /> : null}
          {row.problem ? <span className="cell-problem">{row.problem}</span> : null}
        </>
      );
    case 'createdAt':
      return row.createdAt ? moment(row.createdAt) : '';
    case 'durationMs':
      return row.state === 'recording' ? <Live row={row} of="time" /> : duration(row.durationMs);
    case 'sizeBytes':
      return row.state === 'recording' ? <Live row={row} of="size" /> : size(row.sizeBytes);
    case 'events':
      return row.events === null && row.state === 'ready' ? (
        <span className="quiet">{traces.counting}</span>
      ) : (
        count(row.events)
      );
    case 'lost':
      return lossText(row, count);
    case 'exitCode':
      return count(row.exitCode);
    case 'tags':
      return row.tags.map((tag) => (
        <bdi key={tag} className="tag">
          {tag}
        </bdi>
      ));
    case 'domains':
      return row.domains.map((domain) => detail.domains[domain]).join(', ');
    case 'state':
      return row.recordedOn === undefined ? traces.state[row.state] : traces.recordingOn(row.recordedOn);
    case 'engine':
    case 'image':
    case 'command':
      return <bdi>{row[column]}</bdi>;
    default:
      return column satisfies never;
  }
}

/** The state of the running recording for its trace. Nothing is known of a recording in another process until it ends. */
function Live({ row, of }: { row: TraceRow; of: 'time' | 'size' }) {
  const text = useRun(({ run }) => {
    if (run?.runId !== row.id) return null;
    return of === 'size' ? size(run.sizeBytes) : clock(run.elapsedMs);
  });
  return text ?? (of === 'size' ? size(row.sizeBytes) : duration(row.durationMs));
}

/** Good traces have no mark: a mark is a reason to look. */
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
