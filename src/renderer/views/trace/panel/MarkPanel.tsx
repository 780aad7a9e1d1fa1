import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { UserEvent } from '@shared/trace-view/user-events';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { exactTime } from '../../../format/nanoseconds';
import { timeOfDayText } from '../../../models/trace-view/time-text';
import { Button } from '../../../parts/Button';
import { IconButton } from '../../../parts/IconButton';
import { ErrorNotice } from '../../../parts/Notice';
import { useSelectedMark } from '../../../stores/trace-view/selected-mark';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { showInEvents, stepOfEvents } from '../timeline/mark-moves';
import { CloseButton } from './CloseButton';
import { FieldPairs } from './FieldPairs';
import { pathOf } from './row-path';

const { panel: labels } = texts.traceTimeline;

/** The selected user event: its time, and the fields that the program recorded. */
export function MarkPanel({ whole }: { whole: WholeTrace }) {
  const { place, events, error } = useSelectedMark();
  if (error) return <ErrorNotice error={error} />;
  const [first] = events ?? [];
  if (!place || !events || !first)
    return (
      <div className="bottom-head">
        <p className="quiet">{events ? labels.missingEvent : labels.loading}</p>
        <div className="bottom-tools">
          <CloseButton />
        </div>
      </div>
    );
  return (
    <>
      <div className="bottom-head">
        <i className="bottom-diamond" aria-hidden />
        <h2 className="bottom-name" title={first.name}>
          {first.name}
        </h2>
        <p className="bottom-where quiet">{pathOf(whole, place.row)}</p>
        <div className="bottom-tools">
          <IconButton label={labels.previousEvent} keys="Shift+E" onClick={() => void stepOfEvents('previous')}>
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <IconButton label={labels.nextEvent} keys="E" onClick={() => void stepOfEvents('next')}>
            <ChevronRight size={16} aria-hidden />
          </IconButton>
          <Button className="button-small" onClick={showInEvents}>
            {labels.showInEvents}
          </Button>
          <CloseButton />
        </div>
      </div>
      <div className="bottom-body">
        <EventTimes event={first} />
        {events.map((event) => (
          <EventFields key={event.at.skip} event={event} isOnly={events.length === 1} />
        ))}
      </div>
    </>
  );
}

function EventTimes({ event }: { event: UserEvent }) {
  const wallClock = timeOfDayText(event.at.timeNs, useTraceView((state) => state.facts?.beginUnixNs) ?? null);
  return (
    <div>
      <p className="bottom-big figures">{exactTime(event.at.timeNs)}</p>
      <dl className="bottom-pairs figures">
        {wallClock === null ? null : (
          <>
            <dt>{labels.timeOfDay}</dt>
            <dd>{wallClock}</dd>
          </>
        )}
        {event.cpu === null ? null : (
          <>
            <dt>{labels.cpu}</dt>
            <dd>{event.cpu}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

function EventFields({ event: { name, fields }, isOnly }: { event: UserEvent; isOnly: boolean }) {
  return (
    <div>
      <h3>{isOnly ? labels.fields : name}</h3>
      {fields.length === 0 ? <p className="quiet">{labels.noFields}</p> : <FieldPairs fields={fields} />}
    </div>
  );
}
