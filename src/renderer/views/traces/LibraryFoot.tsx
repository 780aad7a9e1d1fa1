import { cacheBytesOf } from '@shared/model/disk-use';
import { HardDrive, Trash2 } from 'lucide-react';
import { count, size } from '../../format/figures';
import { useTraces } from '../../stores/traces';
import { sizeOfTrash, useTrash } from '../../stores/traces-trash';
import { texts } from '../../texts/en';
import { useDiskUse } from './disk-use';
import { useOpenDialog } from './open-dialog';

const { traces: labels } = texts;

/** Below the table: the size of the selection, the trash, and the button that frees space. */
export function LibraryFoot() {
  const rows = useTraces((state) => state.rows);
  const ids = useTraces((state) => state.selection.ids);
  const trash = useTrash((state) => state.trash);
  const chosen = rows?.filter((row) => ids.has(row.id)) ?? [];
  const of = ids.size > 1 ? chosen : (rows ?? []);
  const bytes = of.reduce((sum, row) => sum + (row.sizeBytes ?? 0), 0);
  const { use } = useDiskUse();
  return (
    <footer className="library-foot">
      <span className="library-sum figures quiet">
        {ids.size > 1 ? `${labels.selected(count(ids.size))}, ` : ''}
        {size(bytes)}
      </span>
      {use ? (
        <span
          className="figures quiet"
          title={labels.diskTitle(size(use.traces.bytes), size(use.trash.bytes), size(cacheBytesOf(use)))}
        >
          {labels.diskFree(size(use.freeBytes))}
        </span>
      ) : null}
      <button type="button" className="foot-button" onClick={() => useOpenDialog.setState({ dialog: 'trash' })}>
        <Trash2 size={14} aria-hidden />
        {trash && trash.length > 0
          ? labels.trash.button(count(trash.length), size(sizeOfTrash(trash)))
          : labels.trash.none}
      </button>
      <button type="button" className="foot-button" onClick={() => useOpenDialog.setState({ dialog: 'space' })}>
        <HardDrive size={14} aria-hidden />
        {labels.space.button}
      </button>
    </footer>
  );
}
