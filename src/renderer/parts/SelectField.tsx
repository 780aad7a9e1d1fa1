import { Select } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';

interface Props<T extends string | number> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange(value: T): void;
  /** Whether the name is shown above the field. Otherwise it is only for screen readers. */
  shownLabel?: boolean;
  describedBy?: string | undefined;
  invalid?: boolean;
}

/** One value of a few, selected from a list that opens. */
export function SelectField<T extends string | number>(props: Props<T>) {
  const { label, value, options, onChange, shownLabel = false, describedBy, invalid = false } = props;
  return (
    <Select.Root
      items={options}
      value={value}
      onValueChange={(next) => (next === null ? undefined : onChange(next as T))}
    >
      <div className="select-field">
        <Select.Label className={shownLabel ? 'field-label' : 'visually-hidden'}>{label}</Select.Label>
        <Select.Trigger className="select" aria-invalid={invalid} aria-describedby={describedBy}>
          <Select.Value className="select-value" />
          <Select.Icon className="select-icon">
            <ChevronDown size={16} aria-hidden />
          </Select.Icon>
        </Select.Trigger>
      </div>
      <Select.Portal>
        <Select.Positioner className="popup-place" sideOffset={4} alignItemWithTrigger={false} align="start">
          <Select.Popup className="popup select-popup">
            <Select.List>
              {options.map((option) => (
                <Select.Item key={option.value} value={option.value} className="select-item">
                  <Select.ItemIndicator className="select-mark" keepMounted>
                    <Check size={14} aria-hidden />
                  </Select.ItemIndicator>
                  <Select.ItemText>{option.label}</Select.ItemText>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
