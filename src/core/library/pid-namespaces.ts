import { readFields } from './event-line';

/** The initial pid namespace: PROC_PID_INIT_INO in include/linux/proc_ns.h. */
const FIRST_PID_NS = 4026531836;

const LEVELS = 'vtids = [';
/** Bounded by the number of namespace levels (32: include/linux/pid_namespace.h, MAX_PID_NS_LEVEL) and of digits. */
const LEVELS_TO_END =
  /^vtids = \[(?: \[\d{1,3}\] = \d{1,10},?){0,32}? \[\d{1,3}\] = (\d{1,10}) \], child_pid = \d{1,10}, child_ns_inum = \d{1,10} \}$/;

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
  readonly ofHost = new Set<number>([FIRST_PID_NS]);
  readonly births: NamespaceBirth[] = [];
  readonly #instances = new Map<number, number>();

  /** Number of creations of a namespace with this inode so far; 0 if it existed before the recording. */
  instanceOf(pidNs: number): number {
    return this.#instances.get(pidNs) ?? 0;
  }

  /** Reads `lttng_statedump_process_pid_ns`, one event per process and level. */
  readStateDump(payload: string): void {
    const fields = readFields(payload);
    if (fields.get('ns_level') === '0') this.ofHost.add(Number(fields.get('ns_inum')));
  }

  /**
   * Reads `sched_process_fork`.
   * @returns the child process; undefined for a thread or a host process
   */
  readFork(payload: string, atMs: number): ForkedProcess | undefined {
    const fields = readFields(payload);
    const number = (name: string): number => Number(fields.get(name) ?? Number.NaN);
    // The child's pids in all its namespaces, the host's first. This field is after all strings, so search it from the end.
    const levels = payload.slice(Math.max(0, payload.lastIndexOf(LEVELS)));
    const vpid = Number(LEVELS_TO_END.exec(levels)?.[1] ?? Number.NaN);
    const [pid, pidNs, parentNs] = [number('child_pid'), number('child_ns_inum'), number('parent_ns_inum')];
    if (![vpid, pid, pidNs, parentNs].every(Number.isSafeInteger)) return undefined;
    if (pid !== number('child_tid') || this.ofHost.has(pidNs)) return undefined;
    if (vpid === 1 && pidNs !== parentNs) {
      this.#instances.set(pidNs, this.instanceOf(pidNs) + 1);
      this.births.push({ pidNs, parentNs, instance: this.instanceOf(pidNs), atMs });
    }
    return { pidNs, instance: this.instanceOf(pidNs), vpid, pid, procname: fields.get('child_comm') ?? '' };
  }
}
