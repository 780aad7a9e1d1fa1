import { readFields } from './event-line';

/** include/linux/proc_ns.h, PROC_PID_INIT_INO: the pid namespace that the kernel begins with. */
const FIRST_PID_NS = 4026531836;

const LEVELS = 'vtids = [';
/** Bounded by the levels of a process id (32: include/linux/pid_namespace.h, MAX_PID_NS_LEVEL) and the digits of a number. */
const LEVELS_TO_END =
  /^vtids = \[(?: \[\d{1,3}\] = \d{1,10},?){0,32}? \[\d{1,3}\] = (\d{1,10}) \], child_pid = \d{1,10}, child_ns_inum = \d{1,10} \}$/;

/** A pid namespace that came to be while the kernel was recorded. */
export interface NamespaceBirth {
  pidNs: number;
  /** The namespace of whoever made it. */
  parentNs: number;
  /** Inodes are reused: how often this one had been born by then, from 1. */
  instance: number;
  atMs: number;
}

/** A process that was forked in a namespace that is not the host's. */
export interface ForkedProcess {
  pidNs: number;
  instance: number;
  vpid: number;
  /** As the host numbers it. */
  pid: number;
  procname: string;
}

/** What the kernel itself tells of pid namespaces: its state dump at the start, and each fork. */
export class PidNamespaces {
  /** Where nothing but the host's own processes is. */
  readonly ofHost = new Set<number>([FIRST_PID_NS]);
  readonly births: NamespaceBirth[] = [];
  readonly #instances = new Map<number, number>();

  /** How often a namespace of that inode was born so far; 0 for one that was there before. */
  instanceOf(pidNs: number): number {
    return this.#instances.get(pidNs) ?? 0;
  }

  /** `lttng_statedump_process_pid_ns`: a line for each process and level. */
  readStateDump(payload: string): void {
    const fields = readFields(payload);
    if (fields.get('ns_level') === '0') this.ofHost.add(Number(fields.get('ns_inum')));
  }

  /**
   * `sched_process_fork`. Threads are passed over.
   * @returns the child, unless it is the host's
   */
  readFork(payload: string, atMs: number): ForkedProcess | undefined {
    const fields = readFields(payload);
    const number = (name: string): number => Number(fields.get(name) ?? Number.NaN);
    // The pids of the child in each namespace that it is seen in, the host's first. They come last, and no string behind them.
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
