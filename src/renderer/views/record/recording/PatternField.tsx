import { Autocomplete } from '@base-ui/react/autocomplete';
import { matchingEvents } from '@shared/tracing/suggest-events';
import { useId, useMemo, useState } from 'react';
import { texts } from '../../../texts/en';

/** A suggested pattern and its explanation. */
export interface PatternOffer {
  pattern: string;
  note: string;
}

interface Props {
  label: string;
  /** Otherwise the label is only for screen readers. */
  shownLabel?: boolean;
  placeholder: string;
  value: string;
  suggestions: readonly PatternOffer[];
  error: string | undefined;
  onChange(pattern: string): void;
}

const { events: labels } = texts.recording;

/** Typing finds more suggestions. */
const SHOWN = 200;

/** A pattern, typed or selected from the suggestions. */
export function PatternField({ label, shownLabel = false, placeholder, value, suggestions, error, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(false);
  const shown = useMemo(
    () => (typed ? matchingEvents(suggestions, value) : suggestions).slice(0, SHOWN),
    [suggestions, typed, value],
  );
  return (
    <div className="text-field">
      <Autocomplete.Root
        mode="none"
        openOnInputClick
        items={shown}
        itemToStringValue={({ pattern }: PatternOffer) => pattern}
        value={value}
        onValueChange={(next, { reason }) => {
          if (reason === 'escape-key') return; // Escape closes the list without emptying the field
          setTyped(reason === 'input-change');
          onChange(next);
        }}
        onOpenChange={() => setTyped(false)}
      >
        <label className={shownLabel ? 'field-label' : 'visually-hidden'} htmlFor={id}>
          {label}
        </label>
        <Autocomplete.Input
          id={id}
          className="field field-code"
          placeholder={placeholder}
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner className="popup-place" sideOffset={4} align="start">
            <Autocomplete.Popup className="popup pattern-popup" aria-label={labels.suggestions}>
              <Autocomplete.Empty className="pattern-empty">
                {shown.length === 0 ? labels.noSuggestion : null}
              </Autocomplete.Empty>
              <Autocomplete.List className="pattern-list" aria-label={labels.suggestions}>
                {(suggestion: PatternOffer) => (
                  <Autocomplete.Item key={suggestion.pattern} value={suggestion} className="pattern-item">
                    <code>{suggestion.pattern}</code>
                    <span className="quiet">{suggestion.note}</span>
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
