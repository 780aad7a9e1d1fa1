import { setImmediate } from 'node:timers/promises';
import { readEvents } from '@reader/events/read-events';
import type { EventClass } from '@reader/schema/trace-schema';
import type { TraceReading } from '@reader/trace-reading';
import { findEventPackets } from '../loads/find-event-packets';
import { isNamingEvent, PythonFunctions } from './python-functions';

/**
 * Reads the names of Python's functions from a trace. Only packets with such events are decoded. Returns to the event loop after each
 * piece of work.
 * @returns undefined if the trace names none
 * @throws the signal's reason
 */
export async function readPythonFunctions(
  reading: TraceReading,
  signal: AbortSignal,
): Promise<PythonFunctions | undefined> {
  const select = ({ name }: EventClass): boolean => isNamingEvent(name);
  if (!reading.eventClasses.some(({ class: one }) => select(one))) return undefined;
  const packets = await findEventPackets(reading, select, signal);
  const functions = new PythonFunctions();
  for (const batch of readEvents(reading, { select, ...(packets && { packets }) })) {
    for (const event of batch) functions.add(event);
    await setImmediate();
    signal.throwIfAborted();
  }
  return functions;
}
