import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useId } from 'react';

/** The value of the card without a preset; no preset's id is empty. */
const NONE = '';

export interface PresetCard {
  /** Empty for the card without a preset. */
  id: string;
  title: string;
  /** One sentence. */
  shows: string;
  /** One sentence, if the preset records a lot. */
  costs?: string | undefined;
}

interface Props {
  label: string;
  cards: readonly PresetCard[];
  chosen: string | null;
  onChoose(id: string | null): void;
}

/** Cards of which one is selected. The arrow keys select. */
export function PresetCards({ label, cards, chosen, onChoose }: Props) {
  const group = useId();
  return (
    <RadioGroup
      className="presets"
      aria-label={label}
      value={chosen ?? NONE}
      onValueChange={(id) => onChoose(id === NONE ? null : String(id))}
    >
      {cards.map(({ id, title, shows, costs }) => (
        <label key={id} className="preset" htmlFor={`${group}-${id}`} data-chosen={(chosen ?? NONE) === id}>
          <Radio.Root
            id={`${group}-${id}`}
            value={id}
            className="radio"
            aria-describedby={`${group}-${id}-shows`}
            aria-label={title}
            nativeButton
            render={<button type="button" />}
          >
            <Radio.Indicator className="radio-dot" />
          </Radio.Root>
          <span className="preset-title">{title}</span>
          <span id={`${group}-${id}-shows`} className="preset-shows quiet">
            {shows}
            {costs ? <span className="preset-costs"> {costs}</span> : null}
          </span>
        </label>
      ))}
    </RadioGroup>
  );
}
