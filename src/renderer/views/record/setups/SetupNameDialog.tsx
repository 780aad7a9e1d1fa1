import { Dialog } from '@base-ui/react/dialog';
import { useState } from 'react';
import { Button } from '../../../parts/Button';
import { texts } from '../../../texts/en';

const labels = texts.record.setups;

/** The maximum length, as in the schema. */
const LONGEST = 100;

interface Props {
  open: boolean;
  /** Whether an existing setup is renamed. Otherwise the form is saved. */
  renames: boolean;
  /** The setup from which the form was filled in, or empty. */
  name: string;
  taken: readonly string[];
  onDone(name: string): void;
  onClose(): void;
}

/** Asks for the name of a setup. An existing setup is replaced only after a warning. */
export function SetupNameDialog({ open, onClose, ...rest }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">{rest.renames ? labels.renameTitle : labels.saveTitle}</Dialog.Title>
          <NameForm {...rest} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function NameForm({ renames, name, taken, onDone, onClose }: Omit<Props, 'open'>) {
  const [text, setText] = useState(renames ? name : '');
  const wanted = text.trim();
  const replaces = taken.includes(wanted) && !(renames && wanted === name);
  const refused = wanted === '' || (renames && replaces);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (refused) return;
        onDone(wanted);
        onClose();
      }}
    >
      {renames ? null : <Dialog.Description className="dialog-text quiet">{labels.saveText}</Dialog.Description>}
      <label className="setup-name">
        <span className="form-label">{labels.nameLabel}</span>
        <input
          className="field"
          value={text}
          maxLength={LONGEST}
          spellCheck={false}
          autoComplete="off"
          aria-describedby="setup-name-taken"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p id="setup-name-taken" className="setup-taken" aria-live="polite">
        {replaces ? labels.nameTaken(wanted) : ''}
      </p>
      <div className="dialog-actions">
        <Dialog.Close className="button button-plain">{labels.cancel}</Dialog.Close>
        <Button type="submit" kind="primary" disabled={refused}>
          {renames ? labels.confirmRename : replaces ? labels.replace : labels.confirmSave}
        </Button>
      </div>
    </form>
  );
}
