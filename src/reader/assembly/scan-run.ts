import { NAME_CONTEXT, NOWHERE } from './plan-rows';
import { nameThread, ScanThread, ScanThreadAt } from './scan-threads';
import { Place, Scanner } from './scanner';

/**
 * Notes consecutive events of one thread in one packet. Their times ascend.
 * @param context address of the common context of the last event
 * @param process address of the common context of the last event whose vpid is not 0, 0 without one; `processNs` is its time
 */
export function endThreadRun(
  scanner: Scanner,
  index: u32,
  events: u32,
  first: f64,
  last: f64,
  context: usize,
  process: usize,
  processNs: f64,
): void {
  const thread = ScanThreadAt.index(scanner.slot.threads, index);
  const stream = scanner.stream;
  const marks = scanner.walk.marks;
  if (scanner.isCounted) thread.events += events;
  if (!(thread.firstNs <= first)) thread.firstNs = first;
  if (!(thread.lastNs > last)) thread.lastNs = last;
  if (process !== 0 && processNs >= thread.contextNs) {
    thread.contextNs = processNs;
    noteContexts(thread, Place.of(marks, process, stream.pidNs), Place.of(marks, process, stream.vpid));
  }
  if (stream.procname !== NOWHERE)
    nameThread(thread, NAME_CONTEXT, last, Place.of(marks, context, stream.procname), <u32>stream.procnameBytes);
}

function noteContexts(thread: ScanThread, pidNs: usize, vpid: usize): void {
  thread.contextPidNs = pidNs === 0 ? 0 : load<u32>(pidNs);
  thread.contextVpid = vpid === 0 ? -1 : load<i32>(vpid);
}
