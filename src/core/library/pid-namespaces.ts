import { INITIAL_PID_NS } from '@reader/scan/threads';

/** Of lttng-modules: one event per process and namespace level, at the start of the recording. */
export const STATE_DUMP_EVENT = 'lttng_statedump_process_pid_ns';
export const FORK_EVENT = 'sched_process_fork';

/** NaN for a field that the event does not have. */
export interface StateDump {
  level: number;
  inode: number;
}

/** `sched_process_fork`. NaN for a field that the event does not have. */
export interface Fork {
  /** In the innermost namespace of the child. */
  vpid: number;
  /** On the host. */
  pid: number;
  tid: number;
  /** The child's namespace, and that of its parent. */
  pidNs: number;
  parentNs: number;
  procname: string;
}

/** The creation of a pid namespace during the kernel recording. */
export interface NamespaceBirth {
  pidNs: number;
  /** The namespace of the creating process. */
  parentNs: number;
  /** Number of creations with this inode so far, from 1; inodes are reused. */
  instance: number;
  atMs: number;
}

/** A process that was forked in a container's namespace. */
export interface ForkedProcess {
  pidNs: number;
  instance: number;
  vpid: number;
  /** The pid on the host. */
  pid: number;
  procname: string;
}

/** Tracks pid namespaces by the kernel's state dump at the start and by each fork event. */
export class PidNamespaces {
  /** Namespaces of host processes. */
  readonly ofHost = new Set<number>([INITIAL_PID_NS]);
  readonly births: NamespaceBirth[] = [];
  readonly #instances = new Map<number, number>();

  /** Number of creations of a namespace with this inode so far; 0 if it existed before the recording. */
  instanceOf(pidNs: number): number {
    return this.#instances.get(pidNs) ?? 0;
  }

  /** Only host processes have level 0. */
  addStateDump({ level, inode }: StateDump): void {
    if (level === 0 && Number.isSafeInteger(inode)) this.ofHost.add(inode);
  }

  /** @returns the child process; undefined for a thread or a host process */
  addFork({ vpid, pid, tid, pidNs, parentNs, procname }: Fork, atMs: number): ForkedProcess | undefined {
    if (![vpid, pid, pidNs, parentNs].every(Number.isSafeInteger)) return undefined;
    if (pid !== tid || this.ofHost.has(pidNs)) return undefined;
    if (vpid === 1 && pidNs !== parentNs) {
      this.#instances.set(pidNs, this.instanceOf(pidNs) + 1);
      this.births.push({ pidNs, parentNs, instance: this.instanceOf(pidNs), atMs });
    }
    return { pidNs, instance: this.instanceOf(pidNs), vpid, pid, procname };
  }
}
