import './trash.css';
import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useState } from 'react';
import { size } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { ConfirmDialog } from '../../../parts/ConfirmDialog';
import { ErrorNotice } from '../../../parts/Notice';
import { useTraces } from '../../../stores/traces';
import { sizeOfTrash, useTrash } from '../../../stores/traces-trash';
import { texts } from '../../../texts/en';
import { useOpenDialog } from '../open-dialog';
import { TrashList } from './TrashList';

const { trash: labels } = texts.traces;

/** The deleted traces: how long they are kept, their size, and buttons that restore or permanently delete them. */
export function TrashDialog() {
  const open = useOpenDialog((state) => state.dialog === 'trash');
  const { trash, error, load, purge } = useTrash();
  const refused = useTraces((state) => state.refused);
  /** The traces whose permanent deletion is being confirmed. */
  const [confirming, setConfirming] = useState<readonly string[] | 'all' | null>(null);
  useEffect(() => {
    if (open) void load();
  }, [open, load]);
  const toPurge = trash?.filter((one) => confirming === 'all' || confirming?.includes(one.id)) ?? [];
  return (
    <Dialog.Root open={open} onOpenChange={(next) => useOpenDialog.setState({ dialog: next ? 'trash' : null })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-wide">
          <Dialog.Title className="dialog-title">{labels.title}</Dialog.Title>
          <Dialog.Description className="dialog-text quiet">{labels.text}</Dialog.Description>
          {error ? <ErrorNotice error={error} /> : null}
          {refused ? <ErrorNotice error={refused} /> : null}
          {trash === null ? (
            error ? null : (
              <p className="dialog-empty quiet">{labels.reading}</p>
            )
          ) : trash.length === 0 ? (
            <p className="dialog-empty quiet">{labels.empty}</p>
          ) : (
            <TrashList trash={trash} onPurge={(id) => setConfirming([id])} />
          )}
          <div className="dialog-actions">
            {trash && trash.length > 0 ? (
              <Button kind="danger" className="dialog-far" onClick={() => setConfirming('all')}>
                {`${labels.purgeAll}, ${size(sizeOfTrash(trash))}`}
              </Button>
            ) : null}
            <Dialog.Close className="button button-plain">{labels.close}</Dialog.Close>
          </div>
          <ConfirmDialog
            open={confirming !== null}
            title={labels.question(toPurge.length)}
            text={labels.purgeText(size(sizeOfTrash(toPurge)))}
            confirm={confirming === 'all' ? labels.purgeAll : labels.purge}
            cancel={labels.cancel}
            onConfirm={() => void (confirming && purge(confirming))}
            onClose={() => setConfirming(null)}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
