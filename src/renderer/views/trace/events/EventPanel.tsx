import '../table/trace-panel.css';
import type { ViewedEvent } from '@shared/trace-view/event-page';
import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import { X } from 'lucide-react';
import { count } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { Button } from '../../../parts/Button';
import { CopyButton } from '../../../parts/CopyButton';
import { IconButton } from '../../../parts/IconButton';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { texts } from '../../../texts/en';
import { exactSeconds } from '../table/trace-figures';
import { threadOf } from './event-text';

const { events: labels } = texts.traceTabs;

interface Props {
  /** The focused event. */
  event: ViewedEvent;
  /** The other end of the selection, if several are selected. */
  other: ViewedEvent | undefined;
  selected: number;
  rows: readonly TimelineRow[];
  onShow(): void;
  onOnlyThis(): void;
  onClear(): void;
}

/** The selected event with all of its fields. */
export function EventPanel({ event, other, selected, rows, onShow, onOnlyThis, onClear }: Props) {
  const { name, number } = threadOf(event, rows);
  const where = [
    name === '' ? labels.noThread : number === null ? name : `${name} [${number}]`,
    ...(event.cpu === null ? [] : [labels.cpu(event.cpu)]),
    `${exactSeconds(event.at.timeNs)} s`,
  ].join(' · ');
  return (
    <section className="trace-panel trace-panel-low" aria-label={labels.panel}>
      <div className="trace-panel-head">
        <code className="trace-panel-name trace-cut" title={event.name}>
          {event.name}
        </code>
        <span className="quiet trace-cut figures" title={where}>
          {where}
        </span>
        <div className="trace-panel-tools">
          <Button className="button-small" onClick={onShow}>
            {labels.showInTimeline}
          </Button>
          <Button className="button-small only-wide" onClick={onOnlyThis}>
            {labels.onlyThis}
          </Button>
          <CopyButton text={event.fields} what={labels.columns.fields.toLowerCase()} />
          <IconButton label={labels.clear} onClick={onClear}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      </div>
      <ScrollRegion className="trace-event-fields-all" aria-label={labels.columns.fields}>
        {selected > 1 && other ? (
          <p className="figures">
            {`${labels.selected(count(selected))} ${labels.between(shortTime(Math.abs(other.at.timeNs - event.at.timeNs)))}`}
          </p>
        ) : null}
        {event.fields === '' ? <p className="quiet">{labels.noFields}</p> : <code>{event.fields}</code>}
      </ScrollRegion>
    </section>
  );
}
