import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { PRESETS } from '@shared/tracing/presets';
import { useId } from 'react';
import { texts } from '../../../texts/en';

const { recording } = texts;
/** The value of the card without a preset; no preset's id is empty. */
const NONE = '';

const CARDS = [
  ...PRESETS.map(({ id, title, shows }) => ({ id, title, shows })),
  { id: NONE, title: recording.ownEvents, shows: recording.ownEventsShows },
];

/** One card each, and one for events of one's own; the arrow keys choose. */
export function PresetCards({ preset, onChoose }: { preset: string | null; onChoose(preset: string | null): void }) {
  const group = useId();
  return (
    <RadioGroup
      className="presets"
      aria-label={recording.presets}
      value={preset ?? NONE}
      onValueChange={(id) => onChoose(id === NONE ? null : String(id))}
    >
      {CARDS.map(({ id, title, shows }) => (
        <label key={id} className="preset" htmlFor={`${group}-${id}`} data-chosen={(preset ?? NONE) === id}>
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
            {recording.showsYou(shows)}
          </span>
        </label>
      ))}
    </RadioGroup>
  );
}
