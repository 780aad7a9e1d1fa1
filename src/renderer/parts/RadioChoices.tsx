import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useId } from 'react';

interface Props<Choice extends string> {
  label: string;
  /** Whether the name is shown above the choices. Otherwise it is only for screen readers. */
  shownLabel?: boolean;
  choices: Readonly<Record<Choice, string>>;
  value: Choice;
  onChange(value: Choice): void;
  /** Explains the selected choice. */
  text?: string;
}

/** One choice of a few, all of them visible. */
export function RadioChoices<Choice extends string>(props: Props<Choice>) {
  const { label, shownLabel = false, choices, value, onChange, text } = props;
  const id = useId();
  return (
    <RadioGroup
      className="radio-choices"
      aria-labelledby={`${id}-label`}
      aria-describedby={text ? `${id}-text` : undefined}
      value={value}
      onValueChange={(next) => onChange(next as Choice)}
    >
      <span id={`${id}-label`} className={shownLabel ? 'radio-choices-label' : 'visually-hidden'}>
        {label}
      </span>
      {(Object.entries(choices) as [Choice, string][]).map(([choice, name]) => (
        <label key={choice} htmlFor={`${id}-${choice}`}>
          <Radio.Root
            id={`${id}-${choice}`}
            value={choice}
            className="radio"
            nativeButton
            render={<button type="button" />}
          >
            <Radio.Indicator className="radio-dot" />
          </Radio.Root>
          {name}
        </label>
      ))}
      {text ? (
        <p id={`${id}-text`} className="quiet">
          {text}
        </p>
      ) : null}
    </RadioGroup>
  );
}
