import { useId } from 'react';
import { CheckBox } from '../../../parts/CheckBox';

interface Props {
  name: string;
  meaning: string;
  checked: boolean;
  disabled: boolean;
  note: string | null;
  wrong?: boolean;
  onChange(on: boolean): void;
}

/** One context field: its name, what it adds, and why it cannot be changed. */
export function ContextLine({ name, meaning, checked, disabled, note, wrong = false, onChange }: Props) {
  const id = useId();
  return (
    <div className="option-line">
      <CheckBox id={id} checked={checked} disabled={disabled} describedBy={`${id}-is`} onChange={onChange} />
      <label htmlFor={id}>
        <code>{name}</code>
      </label>
      <span id={`${id}-is`} className="quiet">
        {meaning}
        {note ? <span className={wrong ? 'option-wrong' : undefined}>{` · ${note}`}</span> : null}
      </span>
    </div>
  );
}
