import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useId } from 'react';

interface Props<Choice extends string> {
  label: string;
  /** Its name stands above it; else it is for screen readers only. */
  shownLabel?: boolean;
  choices: Readonly<Record<Choice, string>>;
  value: Choice;
  onChange(value: Choice): void;
  /** What the choice that is made means. */
  text?: string;
}

/** One of a few ways, all in sight. */
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
