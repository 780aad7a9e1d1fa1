import { oneLine } from '@shared/model/plain-text';
import { CONFLICT_TEXTS } from './conflict-texts';
import type { EventCount } from './event-tally';
import type { NamespaceBirth } from './pid-namespaces';
import { type ProcessSpan, UNKNOWN_NS } from './process-spans';

/** The evidence in a trace for its containers' namespaces and processes. */
export interface Evidence extends Omit<EventCount, 'events' | 'firstAtMs' | 'lastAtMs'> {
  /** Whether the kernel's recording is complete, so that a missing event did not happen. */
  kernelIsWhole: boolean;
}

/** A pid namespace: the inode, and its number among the namespaces that reused the inode. */
export interface Namespace {
  pidNs: number;
  instance: number;
}

/** The evidence from one container's time span, which ends when the next container is started. */
export interface ContainerEvidence extends Omit<Evidence, 'overfull'> {
  isOverfull: boolean;
}

/**
 * Finds the container's pid namespace in the kernel's events, which include every container of the machine. Uses the inode
 * from other evidence, if there is any. Otherwise uses the only top-level namespace that was created in the container's time
 * span; a namespace that existed before may belong to another program.
 * @param claimed inode of the namespace from other evidence
 */
export function namespaceByKernel(evidence: ContainerEvidence, claimed: number | undefined): Namespace | undefined {
  const seen = evidence.spans.flatMap(({ ofKernel, pidNs, instance }) =>
    ofKernel && pidNs !== null ? [{ pidNs, instance }] : [],
  );
  if (claimed !== undefined) return [...evidence.births, ...seen].find(({ pidNs }) => pidNs === claimed);
  const created = outermost(evidence.births);
  return created.length === 1 ? created[0] : undefined;
}

/** Excludes namespaces that were created inside others of the same time span, since a container may contain containers. */
const outermost = (births: readonly NamespaceBirth[]): NamespaceBirth[] =>
  births.filter(({ parentNs }) => !births.some(({ pidNs }) => pidNs === parentNs));

/** Without the creation of any namespace, the required kernel events may not have been recorded. */
export const hasKernelEvidence = ({ births, kernelIsWhole }: ContainerEvidence): boolean =>
  kernelIsWhole && births.length > 0;

/** Times have a resolution of 1 ms, on one clock. */
const ROUNDING_MS = 1;

/** Reports a program whose process is missing in a complete kernel recording, or whose events are older than its namespace. */
export function checkAgainstKernel(
  inside: readonly ProcessSpan[],
  evidence: ContainerEvidence,
  namespace: Namespace,
  reportConflict: (sentence: string) => void,
): void {
  const birth = evidence.births.find((one) => one.pidNs === namespace.pidNs && one.instance === namespace.instance);
  if (!birth || !evidence.kernelIsWhole || evidence.isOverfull) return;
  const seen = new Set(inside.filter((span) => span.ofKernel).map(({ vpid }) => vpid));
  for (const span of inside.filter(({ ofKernel, pidNs }) => !ofKernel && pidNs !== UNKNOWN_NS)) {
    const shown = { vpid: span.vpid, procname: oneLine(span.procname) };
    if (!seen.has(span.vpid)) reportConflict(CONFLICT_TEXTS.missing(shown));
    else if (span.firstAtMs < birth.atMs - ROUNDING_MS) reportConflict(CONFLICT_TEXTS.early(shown));
  }
}
