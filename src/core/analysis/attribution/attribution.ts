import type { TraceSpan } from '@reader/packets/packet-table';
import type { NamespaceEpoch } from '@reader/scan/records';
import { INITIAL_PID_NS } from '@reader/scan/threads';
import type { TracedContainer } from '@shared/model/trace-record';
import { epochsOf, livesOf, type NamespaceUse, namespaceUses, nsSince } from './container-lives';

/** Why the container of an event cannot be told. */
export const GAPS = {
  'no-context': 'its events have no pid_ns context',
  'no-containers': 'the trace does not say which containers ran',
  'no-clock': 'the clock of the trace is not the time of day, and a pid namespace inode was reused',
  'unknown-namespace': 'the pid namespace of a container is not known',
  shared: 'several containers share its pid namespace, and mnt_ns was not recorded',
} as const;
export type Gap = keyof typeof GAPS;

/** To whom an event, a thread or a process belongs. */
export type Whose =
  /** Index in containers.json. */
  | { kind: 'container'; container: number }
  /** A process of the machine, outside of containers. */
  | { kind: 'host' }
  /** A process in a pid namespace that is not of a recorded container. */
  | { kind: 'other' }
  | { kind: 'unattributed'; gap: Gap };

/** What is known of a process. Times are nanoseconds since the begin of the trace. */
export interface Sighting {
  /** 0: not recorded. */
  pidNs: number;
  /** -1: not known. */
  vpid: number;
  fromNs: number;
  toNs: number;
  /** Inode of the mount namespace, if it was recorded. */
  mntNs?: number;
}

/** The end and the start of a container are measured outside of it, after and before the calls of the engine. */
const SLACK_NS = 100_000_000;

/**
 * Attributes processes to containers. The namespaces decide. The time decides only between namespaces with the same inode,
 * which the kernel used one after the other.
 */
export class Attribution {
  /** For the analysis: the same inode and process id in two epochs are two processes. */
  readonly epochs: readonly NamespaceEpoch[];
  readonly #uses: ReadonlyMap<number, NamespaceUse[]>;
  readonly #beginNs: bigint;
  readonly #hasTime: boolean;

  /** @param isOfHost whether the trace is a recording of this app without containers */
  constructor(
    private readonly containers: readonly TracedContainer[],
    { beginNs, isAbsolute, hasClock }: Pick<TraceSpan, 'beginNs' | 'isAbsolute' | 'hasClock'>,
    private readonly isOfHost: boolean,
  ) {
    this.#hasTime = isAbsolute && hasClock;
    this.#beginNs = beginNs;
    const uses = namespaceUses(livesOf(containers, beginNs));
    this.epochs = this.#hasTime ? epochsOf([...uses.values()].flat()) : [];
    this.#uses = uses;
  }

  whose(seen: Sighting): Whose {
    const isFirst = seen.pidNs === INITIAL_PID_NS;
    if (this.containers.length === 0 && (this.isOfHost || isFirst)) return { kind: 'host' };
    if (seen.pidNs === 0) return unattributed('no-context');
    if (this.containers.length === 0) return unattributed('no-containers');
    const uses = this.#uses.get(seen.pidNs) ?? [];
    if (!this.#hasTime && uses.length > 1) return unattributed('no-clock');
    const containers = (this.#hasTime ? namespaceAt(uses, seen) : uses[0])?.containers ?? [];
    const [only] = containers;
    if (only === undefined) return isFirst ? { kind: 'host' } : this.#outside();
    if (containers.length === 1 && !isFirst && !this.#sharesPids(only)) return { kind: 'container', container: only };
    const fitting = containers.filter((container) => this.#fits(container, seen));
    const [container] = fitting;
    if (container !== undefined && fitting.length === 1) return { kind: 'container', container };
    if (fitting.length === 0 && isFirst) return { kind: 'host' };
    return fitting.length === 0 && containers.length === 1 ? { kind: 'other' } : unattributed('shared');
  }

  #outside(): Whose {
    return this.containers.some(({ pidNs }) => pidNs === null) ? unattributed('unknown-namespace') : { kind: 'other' };
  }

  /** Whether other programs have the container's pid namespace, so that its mount namespace identified it. */
  #sharesPids(container: number): boolean {
    return this.containers[container]?.witnesses.includes('mounts') === true;
  }

  /** By the mount namespace if it is known, else by the processes that counting found in the container. */
  #fits(container: number, seen: Sighting): boolean {
    const one = this.containers[container];
    if (!one) return false;
    const mounts = one.namespaces['mnt'];
    if (seen.mntNs !== undefined && mounts !== undefined) return seen.mntNs === mounts;
    const since = (unixMs: number): number => nsSince(unixMs, this.#beginNs);
    return one.processes.some(
      ({ vpid, firstAtMs, lastAtMs }) =>
        vpid === seen.vpid && overlaps({ fromNs: since(firstAtMs), toNs: since(lastAtMs) }, seen),
    );
  }
}

const unattributed = (gap: Gap): Whose => ({ kind: 'unattributed', gap });

interface Range {
  fromNs: number;
  toNs: number;
}

const overlaps = (a: Range, b: Range): boolean => a.fromNs - SLACK_NS <= b.toNs && b.fromNs <= a.toNs + SLACK_NS;

/** The last use that began before, or else the next one if it begins within the slack. */
function namespaceAt(uses: readonly NamespaceUse[], seen: Range): NamespaceUse | undefined {
  const use = uses.findLast(({ fromNs }) => fromNs <= seen.fromNs) ?? uses[0];
  return use && overlaps(use, seen) ? use : undefined;
}
