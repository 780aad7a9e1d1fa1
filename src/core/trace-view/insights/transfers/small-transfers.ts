import type { Analysis } from '@reader/analysis/analysis';
import { type FieldBatch, MOST_FIELDS } from '@reader/events/fields/field-request';
import { readFields } from '@reader/events/fields/read-fields';
import { syscallName } from '@reader/scan/plan/event-kinds';
import type { TraceReading } from '@reader/trace-reading';
import { provided } from '@shared/model/provided';
import { TRANSFER_CALLS } from '../facts/syscalls';
import { LIMITS } from '../limits';

const { lessThanBytes, perSecond } = LIMITS.smallCalls;

/** Calls of a process that succeeded and moved few bytes. */
export interface SmallTransfers {
  count: number;
  bytes: number;
}

export interface TransferFacts {
  /** @param process ids of its contexts @param name of the system call */
  of(process: { pidNs: number; vpid: number }, name: string): SmallTransfers | undefined;
}

/**
 * Reads how many bytes system calls moved. Only calls that a process made often enough are read, so most traces are not read at all.
 * @throws ReadError, AbortError if the signal is aborted
 */
export async function smallTransfers(
  reading: TraceReading,
  analysis: Pick<Analysis, 'syscalls'>,
  signal: AbortSignal,
): Promise<TransferFacts> {
  const found = new Map<string, SmallTransfers>();
  const names = frequentCalls(analysis);
  const facts: TransferFacts = { of: ({ pidNs, vpid }, name) => found.get(keyOf(pidNs, vpid, name)) };
  if (names.size === 0) return facts;
  const nameOf = reading.eventClasses.map(({ class: { name } }) => (isExit(name) ? syscallName(name) : ''));
  const fieldsOf = ({ name }: { name: string }): readonly string[] | null =>
    isExit(name) && names.has(syscallName(name)) ? ['ret'] : null;
  for (const { batch } of readFields(reading, { fieldsOf })) {
    add(found, batch, nameOf);
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }
  return facts;
}

const isExit = (name: string): boolean => /^(compat_)?syscall_exit_/.test(name);

/** No process can have reached the limit with fewer calls in all than it demands of one second. */
const frequentCalls = ({ syscalls }: Pick<Analysis, 'syscalls'>): Set<string> =>
  new Set(
    syscalls
      .filter(({ name, calls, cut }) => TRANSFER_CALLS.has(name) && calls.count + cut >= perSecond)
      .map(({ name }) => name),
  );

function add(found: Map<string, SmallTransfers>, batch: FieldBatch, nameOf: readonly string[]): void {
  for (let at = 0; at < batch.count; at++) {
    const bytes = batch.values[at * MOST_FIELDS] as number;
    const vpid = batch.vpid[at] as number;
    // Without the context, nothing says whose call it was.
    if (!(bytes >= 0 && bytes < lessThanBytes) || vpid <= 0) continue;
    const key = keyOf(batch.pidNs[at] as number, vpid, nameOf[batch.eventClass[at] as number] ?? '');
    const sum = provided(found, key, () => ({ count: 0, bytes: 0 }));
    sum.count++;
    sum.bytes += bytes;
  }
}

const keyOf = (pidNs: number, vpid: number, name: string): string => `${pidNs} ${vpid} ${name}`;
