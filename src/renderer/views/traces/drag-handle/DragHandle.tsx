import './grip.css';
import type { ReadyArchive } from '@shared/model/ready-archive';
import type { TraceRow } from '@shared/model/trace-record';
import { Ban, GripVertical } from 'lucide-react';
import type { DragEvent, MouseEvent } from 'react';
import { useArchives } from '../../../stores/archives';
import { useTraces } from '../../../stores/traces';
import { texts } from '../../../texts/en';
import { focusTable } from '../focus-table';
import { exportable, selectedRows } from '../trace-actions';

const { dragHandle: labels } = texts.traces;

/** Drags a trace out of the window, and shows whether that is possible now. The keyboard equivalent is Export…. */
export function DragHandle({ row }: { row: TraceRow }) {
  const archive = useArchives((state) => state.byTrace.get(row.id));
  const state = archive?.state ?? 'none';
  if (exportable([row]).length === 0) return <span className="grip" aria-hidden />;
  const label = labelOf(archive);
  return (
    <span
      className={`grip grip-${state}`}
      draggable
      title={label}
      role="img"
      aria-label={label}
      aria-hidden={archive ? undefined : true}
      onMouseDown={letDrag}
      onClick={focusTable}
      onDragStart={(event) => drag(event, row.id)}
    >
      <Mark archive={archive} />
    </span>
  );
}

/** The grid keeps the focus by preventing the default of each press, which would also prevent a drag. */
const letDrag = (event: MouseEvent): void => event.stopPropagation();

/** Dragging a selected row drags the whole selection. The desktop's drag replaces the page's. */
function drag(event: DragEvent, id: string): void {
  event.preventDefault();
  const { selection } = useTraces.getState();
  const ids = selection.ids.has(id) ? exportable(selectedRows()).map((row) => row.id) : [id];
  void useArchives.getState().drag(ids);
}

function labelOf(archive: ReadyArchive | undefined): string {
  if (!archive) return labels.none;
  if (archive.state === 'refused') return labels.refused(archive.error?.message ?? '');
  if (archive.state === 'preparing') return labels.preparing(Math.floor(shareOf(archive) * 100));
  return labels[archive.state];
}

const shareOf = ({ progress }: ReadyArchive): number =>
  progress?.totalBytes ? Math.min(1, progress.doneBytes / progress.totalBytes) : 0;

const RADIUS = 5;
const ROUND = 2 * Math.PI * RADIUS;

function Mark({ archive }: { archive: ReadyArchive | undefined }) {
  if (archive?.state === 'refused') return <Ban size={12} aria-hidden />;
  if (archive?.state !== 'preparing' && archive?.state !== 'waiting') return <GripVertical size={14} aria-hidden />;
  return (
    <svg className="grip-ring" width={14} height={14} viewBox="0 0 14 14" aria-hidden>
      <circle cx={7} cy={7} r={RADIUS} className="grip-round" />
      <circle
        cx={7}
        cy={7}
        r={RADIUS}
        className="grip-done"
        strokeDasharray={`${shareOf(archive) * ROUND} ${ROUND}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  );
}
