import { Checkbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';

interface Props {
  id: string;
  checked: boolean;
  disabled?: boolean;
  describedBy?: string | undefined;
  onChange(checked: boolean): void;
}

/** Only the box. Its text is a `label` for its id. */
export function CheckBox({ id, checked, disabled = false, describedBy, onChange }: Props) {
  return (
    <Checkbox.Root
      id={id}
      className="checkbox"
      checked={checked}
      disabled={disabled}
      aria-describedby={describedBy}
      onCheckedChange={onChange}
      nativeButton
      render={<button type="button" />}
    >
      <Checkbox.Indicator className="checkbox-mark">
        <Check size={12} strokeWidth={3} aria-hidden />
      </Checkbox.Indicator>
    </Checkbox.Root>
  );
}
