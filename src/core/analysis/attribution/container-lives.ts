import type { NamespaceEpoch } from '@reader/scan/records';
import type { TracedContainer } from '@shared/model/trace-record';

/** The life of a container on the clock of the trace. Times are nanoseconds since its begin. */
export interface ContainerLife {
  /** Index in containers.json. */
  container: number;
  pidNs: number;
  fromNs: number;
  /** Infinity if the end is not known. */
  toNs: number;
}

/** Containers that used one pid namespace at the same time. Usually it is one container. */
export interface NamespaceUse {
  pidNs: number;
  /** Number of earlier namespaces with the same inode, as in ThreadKey. */
  epoch: number;
  fromNs: number;
  toNs: number;
  containers: readonly number[];
}

/** Converts Unix milliseconds, which are exact to a microsecond, to nanoseconds since the begin of a trace. */
export const nsSince = (unixMs: number, beginNs: bigint): number =>
  Number(BigInt(Math.round(unixMs * 1_000)) * 1_000n - beginNs);

/**
 * @param beginNs begin of the trace, nanoseconds since the Unix epoch
 * @returns the lives of the containers whose pid namespace is known, by their start
 */
export function livesOf(containers: readonly TracedContainer[], beginNs: bigint): ContainerLife[] {
  const since = (unixMs: number): number => nsSince(unixMs, beginNs);
  const lives = containers.flatMap(({ pidNs, startedAtMs, endedAtMs }, container) =>
    pidNs === null
      ? []
      : [{ container, pidNs, fromNs: since(startedAtMs), toNs: endedAtMs === null ? Infinity : since(endedAtMs) }],
  );
  return lives.sort((a, b) => a.fromNs - b.fromNs);
}

/**
 * Groups containers by the pid namespace that they use. Containers with the same inode and overlapping lives share a
 * namespace. If their lives do not overlap, the kernel has reused the inode for another namespace.
 * @returns the uses of each inode, in the order of time
 */
export function namespaceUses(lives: readonly ContainerLife[]): Map<number, NamespaceUse[]> {
  const byInode = new Map<number, NamespaceUse[]>();
  for (const { container, pidNs, fromNs, toNs } of lives) {
    const uses = byInode.get(pidNs) ?? [];
    byInode.set(pidNs, uses);
    const last = uses.at(-1);
    if (last && fromNs < last.toNs)
      uses[uses.length - 1] = {
        ...last,
        toNs: Math.max(last.toNs, toNs),
        containers: [...last.containers, container],
      };
    else uses.push({ pidNs, epoch: uses.length, fromNs, toNs, containers: [container] });
  }
  return byInode;
}

/** The times from which a reused inode means another namespace, for the analysis. The first use needs none. */
export const epochsOf = (uses: readonly NamespaceUse[]): NamespaceEpoch[] =>
  uses.filter(({ epoch }) => epoch > 0).map(({ pidNs, fromNs }) => ({ pidNs, fromNs }));
