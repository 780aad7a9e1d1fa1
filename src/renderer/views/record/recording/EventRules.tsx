import './events.css';
import type { EventDraft } from '@shared/request/fields/recording';
import { PRELOADS, withPreload } from '@shared/tracing/preloads';
import { findPreset } from '@shared/tracing/presets';
import { type EventSuggestion, suggestEvents } from '@shared/tracing/suggest-events';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { Button } from '../../../parts/Button';
import { texts } from '../../../texts/en';
import { DetailGroup } from './DetailGroup';
import type { DetailProps } from './detail-props';
import { EventRow } from './EventRow';
import { effectiveChoice } from './recording-summary';

const { events: labels } = texts.recording;
const NEW: EventDraft = { pattern: '', logLevel: '', logLevelMatch: 'at-least', filter: '', exclude: '' };

/** The preset's patterns (fixed), and the user's rows. */
export function EventRules({ value, change, report, errors }: DetailProps) {
  const preset = value.preset === null ? undefined : findPreset(value.preset);
  const suggestions = useMemo(
    () => suggestEvents(report).map((one) => ({ pattern: one.pattern, note: fromWhere(one) })),
    [report],
  );
  const { preloads } = effectiveChoice(value);
  const list = useRef<HTMLDivElement>(null);
  const added = useRef(false);
  const rows = value.events.length;
  // The user continues in the new row.
  useEffect(() => {
    if (!added.current || rows === 0) return;
    added.current = false;
    list.current?.querySelector<HTMLInputElement>('.event-row:last-child input')?.focus();
  }, [rows]);
  return (
    <DetailGroup title={texts.record.fields['recording.events']} text={labels.text}>
      {preset ? (
        <p className="preset-events">
          <span className="quiet">{labels.ofPreset(preset.title)}</span>
          {preset.events.map(({ pattern }) => (
            <code key={pattern}>{pattern}</code>
          ))}
        </p>
      ) : null}
      <div ref={list} className="event-rows">
        {value.events.map((event, index) => (
          <EventRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no names, and every field of a row is controlled
            key={index}
            index={index}
            event={event}
            suggestions={suggestions}
            preloads={preloads}
            errors={errors}
            onChange={(next) => change({ events: value.events.with(index, { ...event, ...next }) })}
            onRemove={() => change({ events: value.events.toSpliced(index, 1) })}
            onPreload={(id) => change({ preloads: withPreload(preloads, id, true) })}
          />
        ))}
      </div>
      <div>
        <Button
          onClick={() => {
            added.current = true;
            change({ events: [...value.events, NEW] });
          }}
        >
          <Plus size={16} aria-hidden />
          {labels.add}
        </Button>
      </div>
    </DetailGroup>
  );
}

function fromWhere({ own, needs }: EventSuggestion): string {
  if (own) return labels.ownProgram;
  return needs ? labels.needs(PRELOADS[needs].title) : labels.always;
}
