import type { EventDraft } from '@shared/request/fields/recording';
import { logLevelSchema } from '@shared/tracing/events';
import { SelectField } from '../../../parts/SelectField';
import { texts } from '../../../texts/en';

interface Props {
  event: EventDraft;
  error: string | undefined;
  onChange(next: Partial<EventDraft>): void;
}

const { events: labels } = texts.recording;
type How = EventDraft['logLevelMatch'] | 'every';
const HOW: readonly { value: How; label: string }[] = [
  { value: 'every', label: labels.everyLevel },
  { value: 'at-least', label: labels.atLeast },
  { value: 'only', label: labels.only },
];
const LEVELS = logLevelSchema.options.map((value) => ({ value: String(value), label: value }));
/** The level that is selected first. */
const FIRST = 'INFO';

/** Every level, levels at least as severe as the selected one, or only that one. */
export function LevelChoice({ event, error, onChange }: Props) {
  const how: How = event.logLevel === '' ? 'every' : event.logLevelMatch;
  return (
    <div className="level">
      <div className="level-choice">
        <SelectField<How>
          label={labels.level}
          shownLabel
          value={how}
          options={HOW}
          invalid={error !== undefined}
          onChange={(next) =>
            onChange(next === 'every' ? { logLevel: '' } : { logLevel: event.logLevel || FIRST, logLevelMatch: next })
          }
        />
        {how === 'every' ? null : (
          <SelectField
            label={labels.levelName}
            value={event.logLevel}
            options={LEVELS}
            invalid={error !== undefined}
            onChange={(logLevel) => onChange({ logLevel })}
          />
        )}
      </div>
      {error ? <p className="field-error">{error}</p> : null}
    </div>
  );
}
