import type { EventDraft } from '@shared/request/fields/recording';
import { PRELOADS, type PreloadId } from '@shared/tracing/preloads';
import { missingPreload } from '@shared/tracing/suggest-events';
import { X } from 'lucide-react';
import { count } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { IconButton } from '../../../parts/IconButton';
import { Notice } from '../../../parts/Notice';
import { texts } from '../../../texts/en';
import { errorAt, type FieldErrors } from './errors-at';
import { LevelChoice } from './LevelChoice';
import { PatternField, type PatternOffer } from './PatternField';
import { TextField } from './TextField';

interface Props {
  index: number;
  event: EventDraft;
  suggestions: readonly PatternOffer[];
  /** The enabled preload libraries. */
  preloads: readonly PreloadId[];
  errors: FieldErrors;
  onChange(next: Partial<EventDraft>): void;
  onRemove(): void;
  onPreload(id: PreloadId): void;
}

const { events: labels } = texts.recording;

/** A rule: its pattern, and below it the conditions. */
export function EventRow({ index, event, suggestions, preloads, errors, onChange, onRemove, onPreload }: Props) {
  const name = count(index + 1);
  const at = (field: string): string | undefined => errorAt(errors, `recording.events.${index}.${field}`);
  const needs = missingPreload(event.pattern, preloads);
  return (
    <fieldset className="event-row">
      <legend className="visually-hidden">{labels.rule(name)}</legend>
      <div className="event-main">
        <PatternField
          label={labels.pattern}
          shownLabel
          placeholder={labels.patternPlaceholder}
          value={event.pattern}
          suggestions={suggestions}
          error={at('pattern')}
          onChange={(pattern) => onChange({ pattern })}
        />
        <IconButton label={labels.remove(name)} onClick={onRemove}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {needs ? (
        <Notice severity="caution" message={labels.needsOff(PRELOADS[needs].title)}>
          <Button onClick={() => onPreload(needs)}>{labels.switchOn}</Button>
        </Notice>
      ) : null}
      <div className="event-more">
        <LevelChoice event={event} error={at('logLevel')} onChange={onChange} />
        <TextField
          label={labels.filter}
          placeholder={labels.filterPlaceholder}
          value={event.filter}
          error={at('filter')}
          onChange={(filter) => onChange({ filter })}
        />
        <TextField
          label={labels.exclude}
          placeholder={labels.excludePlaceholder}
          value={event.exclude}
          error={at('exclude')}
          onChange={(exclude) => onChange({ exclude })}
        />
      </div>
    </fieldset>
  );
}
