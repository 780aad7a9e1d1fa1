import type { DecodedEvent, FieldValue } from '@reader/events/event';
import type { Symboliser } from '../../symbols/symboliser';
import { contextOf } from './event-contexts';

/** Events of -finstrument-functions, whose field `addr` is the function (lttng-ust-cyg-profile(3)). */
const FUNCTION_EVENT = /^lttng_ust_cyg_profile(_fast)?:func_(entry|exit)$/;

/** Name of the function that an event is about, or in which it was emitted; null if it is not known. */
export function symbolOf(event: DecodedEvent, domain: 'userspace' | 'kernel', symbols: Symboliser): string | null {
  if (domain !== 'userspace') return null;
  const isCall = FUNCTION_EVENT.test(event.eventClass.name);
  const address = integer(isCall ? event.payload.get('addr') : contextOf(event, 'ip'));
  if (address === null || address === 0n) return null;
  const pidNs = Number(integer(contextOf(event, 'pid_ns')) ?? 0);
  const vpid = Number(integer(contextOf(event, 'vpid')) ?? -1);
  return symbols.functionAt({ pidNs, vpid }, address, event.timeNs).name;
}

const integer = (value: FieldValue | undefined): bigint | null =>
  typeof value === 'bigint' ? value : typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : null;
