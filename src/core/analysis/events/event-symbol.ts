import type { DecodedEvent, FieldValue } from '@reader/events/event';
import { kindOfName } from '@reader/scan/plan/event-kinds';
import type { Symboliser } from '../../symbols/symboliser';
import { contextOf } from './event-contexts';

/** Name of the function that an event is about, or in which it was emitted; null if it is not known. */
export function symbolOf(event: DecodedEvent, domain: 'userspace' | 'kernel', symbols: Symboliser): string | null {
  if (domain !== 'userspace') return null;
  const kind = kindOfName(event.eventClass.name, domain);
  const isCall = kind === 'functionEntry' || kind === 'functionExit';
  const address = integer(isCall ? event.payload.get('addr') : contextOf(event, 'ip'));
  if (address === null || address === 0n) return null;
  const pidNs = Number(integer(contextOf(event, 'pid_ns')) ?? 0);
  const vpid = Number(integer(contextOf(event, 'vpid')) ?? -1);
  return symbols.functionAt({ pidNs, vpid }, address, event.timeNs).name;
}

const integer = (value: FieldValue | undefined): bigint | null =>
  typeof value === 'bigint' ? value : typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : null;
