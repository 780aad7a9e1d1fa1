import './trash.css';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { size } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { IconButton } from '../../../parts/IconButton';
import { KeyHint } from '../../../parts/KeyHint';
import { useTrash } from '../../../stores/traces-trash';
import { texts } from '../../../texts/en';
import { focusTable } from '../focus-table';
import { undoRemoval } from '../trace-actions';

const { undo: labels } = texts.traces;

/** Shows the last deletion with Undo. The bar stays until it is dismissed. Ctrl+Z works as long as there is a deletion to undo. */
export function UndoBar() {
  const { deletions, barShown, dismiss } = useTrash();
  const last = deletions.at(-1);
  const button = useRef<HTMLButtonElement>(null);
  // Deleting the last row removed the table, which had the focus.
  useEffect(() => {
    if (barShown && last && document.activeElement === document.body) button.current?.focus();
  }, [barShown, last]);
  if (!barShown || !last) return null;
  return (
    <section className="undo-bar" aria-label={labels.label}>
      <p>{labels.moved(last.ids.length, size(last.sizeBytes))}</p>
      <Button ref={button} kind="plain" aria-keyshortcuts="Control+Z" onClick={undoRemoval}>
        {labels.undo}
        <KeyHint keys="Control+Z" />
      </Button>
      <IconButton
        label={labels.dismiss}
        onClick={() => {
          dismiss();
          focusTable();
        }}
      >
        <X size={16} aria-hidden />
      </IconButton>
    </section>
  );
}
