import { NOWHERE } from './plan-rows';
import { Scanner } from './scanner';

/**
 * What all events of a packet share, so that the scan need not ask for each event. Most packets are of one of the first forms. Their
 * events are counted, and their common context has a fixed size, so its fields have fixed places.
 */
/** The contexts pid_ns, vpid and vtid tell the threads. */
export const FORM_USERSPACE: u32 = 1;
/** The context tid or the packet's CPU tells the threads. */
export const FORM_KERNEL: u32 = 2;
export const FORM_OTHER: u32 = 3;

/** @param runsOnCpu whether the thread on the packet's CPU is known at its begin */
export function formOf(scanner: Scanner, runsOnCpu: bool): u32 {
  const stream = scanner.stream;
  if (!scanner.isCounted || stream.contextBytes < 0) return FORM_OTHER;
  if (stream.isKernel) return stream.tid !== NOWHERE || runsOnCpu ? FORM_KERNEL : FORM_OTHER;
  const hasIdentity = stream.vtid !== NOWHERE && stream.vpid !== NOWHERE && stream.pidNs !== NOWHERE;
  return hasIdentity ? FORM_USERSPACE : FORM_OTHER;
}
