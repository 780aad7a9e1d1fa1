import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';

interface Props {
  id?: string;
  /** Its name where no label stands beside it. */
  name?: string;
  value: string;
  options: readonly { value: string; name: string }[];
  onChange(value: string): void;
}

/** One of a few. */
export function Choice({ id, name, value, options, onChange }: Props) {
  const items = Object.fromEntries(options.map((option) => [option.value, option.name]));
  return (
    <Select.Root
      items={items}
      value={value}
      onValueChange={(next) => (next === null || next === value ? undefined : onChange(next))}
    >
      <Select.Trigger id={id} className="choice" aria-label={name}>
        <Select.Value className="choice-value" />
        <Select.Icon className="choice-icon">
          <ChevronsUpDown size={14} aria-hidden />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="choice-place" alignItemWithTrigger={false} sideOffset={4}>
          <Select.Popup className="choice-list">
            {options.map((option) => (
              <Select.Item key={option.value} value={option.value} className="choice-option">
                <span className="choice-check">
                  <Select.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </Select.ItemIndicator>
                </span>
                <Select.ItemText>{option.name}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
