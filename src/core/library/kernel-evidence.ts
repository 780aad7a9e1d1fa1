import { oneLine } from '@shared/model/plain-text';
import type { EventCount } from './event-counter';
import type { NamespaceBirth } from './pid-namespaces';
import { type ProcessSpan, UNKNOWN_NS } from './process-spans';

/** What was read out of a trace, and how far it may be relied on. */
export interface Evidence extends Omit<EventCount, 'events' | 'firstAtMs' | 'lastAtMs'> {
  /** Whether the kernel's recording misses nothing: then what is not in it did not happen. */
  kernelIsWhole: boolean;
}

/** A namespace in time: an inode, and which of those that had it one after the other. */
export interface Namespace {
  pidNs: number;
  instance: number;
}

/** What falls into one container's time, which ends when the next one is started. */
export interface ContainerEvidence extends Omit<Evidence, 'overfull'> {
  isOverfull: boolean;
}

/**
 * The container's namespace as the kernel knows it. The kernel sees every container of the machine: which one is ours,
 * another witness says; without one it is the only one that was made in the container's time from outside. One that was seen
 * and not made may be a stranger's.
 */
export function namespaceByKernel(own: ContainerEvidence, claimed: number | undefined): Namespace | undefined {
  const seen = own.spans.flatMap(({ ofKernel, pidNs, instance }) =>
    ofKernel && pidNs !== null ? [{ pidNs, instance }] : [],
  );
  if (claimed !== undefined) return [...own.births, ...seen].find(({ pidNs }) => pidNs === claimed);
  const born = outermost(own.births);
  return born.length === 1 ? born[0] : undefined;
}

/** Without the namespaces that were made inside of others of the same time: a container may hold containers. */
const outermost = (births: readonly NamespaceBirth[]): NamespaceBirth[] =>
  births.filter(({ parentNs }) => !births.some(({ pidNs }) => pidNs === parentNs));

/** Where it saw none being born it may have been asked for other events. */
export const hasKernelEvidence = ({ births, kernelIsWhole }: ContainerEvidence): boolean =>
  kernelIsWhole && births.length > 0;

export const shownBirths = (births: readonly NamespaceBirth[]): string =>
  births.map(({ pidNs }) => `${pidNs} being made`).join(', ');

/** Times are whole milliseconds, by one clock. */
const ROUNDING_MS = 1;

/** A program's own events are nothing that the kernel did not see, and not before it saw them begin. */
export function checkAgainstKernel(
  inside: readonly ProcessSpan[],
  own: ContainerEvidence,
  namespace: Namespace,
  reportConflict: (words: string) => void,
): void {
  const birth = own.births.find((one) => one.pidNs === namespace.pidNs && one.instance === namespace.instance);
  if (!birth || !own.kernelIsWhole || own.isOverfull) return;
  const seen = new Set(inside.filter((span) => span.ofKernel).map(({ vpid }) => vpid));
  for (const span of inside.filter(({ ofKernel, pidNs }) => !ofKernel && pidNs !== UNKNOWN_NS)) {
    if (!seen.has(span.vpid))
      reportConflict(`process ${span.vpid} (${oneLine(span.procname)}) tells of itself, and the kernel never saw it`);
    else if (span.firstAtMs < birth.atMs - ROUNDING_MS)
      reportConflict(
        `process ${span.vpid} (${oneLine(span.procname)}) tells of a time before the kernel made its namespace`,
      );
  }
}
