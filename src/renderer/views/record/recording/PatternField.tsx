import { Autocomplete } from '@base-ui/react/autocomplete';
import { PRELOADS } from '@shared/tracing/preloads';
import { type EventSuggestion, matchingEvents } from '@shared/tracing/suggest-events';
import { useId, useMemo, useState } from 'react';
import { texts } from '../../../texts/en';

interface Props {
  value: string;
  suggestions: readonly EventSuggestion[];
  error: string | undefined;
  onChange(pattern: string): void;
}

const { events: words } = texts.recording;

/** A pattern, typed or taken from what the image and the tracer offer. */
export function PatternField({ value, suggestions, error, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(false);
  const shown = useMemo(() => (typed ? matchingEvents(suggestions, value) : suggestions), [suggestions, typed, value]);
  return (
    <div className="text-field">
      <Autocomplete.Root
        mode="none"
        openOnInputClick
        items={shown}
        itemToStringValue={({ pattern }: EventSuggestion) => pattern}
        value={value}
        onValueChange={(next, { reason }) => {
          if (reason === 'escape-key') return; // Escape closes the list; it does not empty the field
          setTyped(reason === 'input-change');
          onChange(next);
        }}
        onOpenChange={() => setTyped(false)}
      >
        <label className="field-label" htmlFor={id}>
          {words.pattern}
        </label>
        <Autocomplete.Input
          id={id}
          className="field field-code"
          placeholder={words.patternPlaceholder}
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner className="popup-place" sideOffset={4} align="start">
            <Autocomplete.Popup className="popup pattern-popup" aria-label={words.suggestions}>
              <Autocomplete.Empty className="pattern-empty">
                {shown.length === 0 ? words.noSuggestion : null}
              </Autocomplete.Empty>
              <Autocomplete.List className="pattern-list" aria-label={words.suggestions}>
                {(suggestion: EventSuggestion) => (
                  <Autocomplete.Item key={suggestion.pattern} value={suggestion} className="pattern-item">
                    <code>{suggestion.pattern}</code>
                    <span className="quiet">{fromWhere(suggestion)}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
      {error ? (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      ) : null}
    </div>
  );
}

function fromWhere({ own, needs }: EventSuggestion): string {
  if (own) return words.ownProgram;
  return needs ? words.needs(PRELOADS[needs].title) : words.always;
}
