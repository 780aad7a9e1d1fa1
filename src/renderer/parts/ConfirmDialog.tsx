import { AlertDialog } from '@base-ui/react/alert-dialog';

interface Props {
  open: boolean;
  title: string;
  text: string;
  confirm: string;
  cancel: string;
  onConfirm(): void;
  onClose(): void;
}

/** Asks once before data is lost. Escape and the first button keep the data. */
export function ConfirmDialog({ open, title, text, confirm, cancel, onConfirm, onClose }: Props) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">{text}</AlertDialog.Description>
          <div className="dialog-actions">
            <AlertDialog.Close className="button button-plain">{cancel}</AlertDialog.Close>
            <AlertDialog.Close className="button button-danger" onClick={onConfirm}>
              {confirm}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
