import type { NamedEvent } from '@core/analysis/events/event-facts';
import type { EventOwner } from '@core/analysis/events/event-owners';
import { fieldTexts } from '@core/analysis/events/fields-text';
import { oneLine } from '@shared/model/plain-text';

/** `1.418203456 web-1 nginx[7] worker-2[9] cpu 1 syscall_exit_openat ret = -2`: one line without the contexts that name the owner. */
export function eventText({ event, domain, owner, symbol }: NamedEvent): string {
  return [
    (event.timeNs / 1e9).toFixed(9),
    placeText(owner),
    ...(owner.process === owner.thread && owner.pid === owner.tid ? [] : [named(owner.thread, owner.tid)]),
    ...(event.cpu < 0 ? [] : [`cpu ${event.cpu}`]),
    `${domain === 'kernel' ? 'kernel ' : ''}${oneLine(event.eventClass.name)}`,
    ...(symbol === null ? [] : [`(${oneLine(symbol)})`]),
    fieldTexts(event).join(', '),
  ]
    .filter(Boolean)
    .join('  ');
}

const PLACES = { container: '', host: '(this machine)', other: '(another container)', unattributed: '(unattributed)' };

const placeText = ({ whose, container, process, pid }: EventOwner): string =>
  `${container ?? PLACES[whose.kind]}  ${named(process, pid)}`;

const named = (name: string, id: number): string => `${name || '?'}${id < 0 ? '' : `[${id}]`}`;
