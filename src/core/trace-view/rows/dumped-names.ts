import type { Analysis } from '@reader/analysis/analysis';
import type { DecodedEvent } from '@reader/events/event';
import { readEvents } from '@reader/events/read-events';
import { epochAt } from '@reader/scan/records';
import { INITIAL_PID_NS } from '@reader/scan/threads';
import { contextOf, numberOf } from '../../analysis/events/event-contexts';
import { type NamedProcess, processKey } from '../../analysis/names/process-names';
import type { OpenedTrace } from '../../analysis/open-trace';

/** Of lttng-ust, once for each process that registers. Its contexts are those of the process. */
const UST_DUMP = 'lttng_ust_statedump:procname';
/** Of lttng-modules, for each thread of the machine when the recording begins. Its contexts are those of the tracer. */
const KERNEL_DUMP = 'lttng_statedump_process_state';

/** A batch is of up to 8192 events. The rows wait for them: about a tenth of a second. */
const MOST_BATCHES = 64;

/**
 * Names of processes by `processKey`, from the state dumps of the tracer. They are read only if the trace has them, and a process has no
 * name of its own: no event of its main thread was recorded, or its events have no procname context. Names are cut to 15 characters.
 * Reading ends after half a million events, since the machine is dumped when a recording begins.
 * @param named the processes of the analysis, in its order
 * @throws ReadError, AbortError
 */
export async function dumpedNames(
  { reading, attribution }: Pick<OpenedTrace, 'reading' | 'attribution'>,
  { eventCounts, processes }: Pick<Analysis, 'eventCounts' | 'processes'>,
  named: readonly NamedProcess[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const hasDump = reading.eventClasses.some(({ class: { name } }, index) => isDump(name) && eventCounts[index]);
  const wanted = new Set(
    processes.filter((_, index) => isUnnamed(named[index])).map((process) => processKey(process, -1)),
  );
  if (!hasDump || wanted.size === 0) return found;
  let batches = 0;
  for (const batch of readEvents(reading, { select: ({ name }) => isDump(name) })) {
    signal.throwIfAborted();
    for (const event of batch) {
      const [key, name] = event.eventClass.name === UST_DUMP ? ofProgram(event) : ofMachine(event);
      if (key === null || typeof name !== 'string' || name === '') continue;
      found.set(key, name);
      wanted.delete(key);
    }
    batches += 1;
    if (wanted.size === 0 || batches === MOST_BATCHES) break;
    await new Promise(setImmediate);
  }
  return found;

  function ofProgram(event: DecodedEvent): [string | null, unknown] {
    const [pidNs, vpid] = [numberOf(contextOf(event, 'pid_ns')) ?? 0, numberOf(contextOf(event, 'vpid')) ?? -1];
    const epoch = epochAt(attribution.epochs, pidNs, event.timeNs);
    return [vpid < 0 ? null : processKey({ pidNs, epoch, vpid }, -1), event.payload.get('procname')];
  }
}

const isDump = (name: string): boolean => name === UST_DUMP || name === KERNEL_DUMP;

/** A process without a name of its own has the name of a thread, see processNameOf. */
const isUnnamed = (process: NamedProcess | undefined): boolean =>
  process !== undefined && process.vpid >= 0 && (process.name === '' || process.name.startsWith('thread '));

/** The kernel knows processes by the ids of the machine. */
function ofMachine({ payload }: DecodedEvent): [string | null, unknown] {
  const [pid, tid] = [numberOf(payload.get('pid')), numberOf(payload.get('tid'))];
  const isMain = pid !== undefined && pid === tid;
  return [isMain ? processKey({ pidNs: INITIAL_PID_NS, epoch: 0, vpid: pid }, -1) : null, payload.get('name')];
}
