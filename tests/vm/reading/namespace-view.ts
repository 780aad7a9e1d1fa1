import { contextNumber, contextText, payloadNumber, type TraceEvent } from './trace-event';

const ENTRY = /^syscall_entry_(.+)$/;

export interface NamespaceProcess {
  vpid: number;
  /** As it was called in the events, in order. */
  procnames: string[];
}

/** The processes of each pid namespace and their system calls, from the kernel's events. */
export class NamespaceView {
  #processes = new Map<number, Map<number, Set<string>>>();
  #calls = new Map<number, Map<string, number>>();
  #forkedInto = new Set<number>();

  readonly listen = (event: TraceEvent): void => {
    if (event.name.includes(':')) return; // a program's
    if (event.name === 'sched_process_fork') this.#forkedInto.add(payloadNumber(event, 'child_ns_inum') ?? 0);
    const pidNs = contextNumber(event, 'pid_ns');
    const vpid = contextNumber(event, 'vpid');
    if (!pidNs || !vpid) return; // exiting
    const processes = this.#processes.get(pidNs) ?? new Map<number, Set<string>>();
    this.#processes.set(pidNs, processes.set(vpid, processes.get(vpid) ?? new Set()));
    const procname = contextText(event, 'procname');
    if (procname !== undefined) processes.get(vpid)?.add(procname);
    const call = ENTRY.exec(event.name)?.[1];
    if (call === undefined) return;
    const calls = this.#calls.get(pidNs) ?? new Map<string, number>();
    for (const key of [call, `${procname} ${call}`]) calls.set(key, (calls.get(key) ?? 0) + 1);
    this.#calls.set(pidNs, calls);
  };

  /** All pid namespaces that an event happened in. */
  get pidNamespaces(): Set<number> {
    return new Set(this.#processes.keys());
  }

  /** Whether a fork made a process in this namespace. */
  sawFork(pidNs: number): boolean {
    return this.#forkedInto.has(pidNs);
  }

  processesOf(pidNs: number): NamespaceProcess[] {
    return [...(this.#processes.get(pidNs) ?? [])].map(([vpid, names]) => ({ vpid, procnames: [...names] }));
  }

  /** How often a system call was entered in a namespace, by all or by the processes of one name. */
  systemCalls(pidNs: number, call: string, procname?: string): number {
    return this.#calls.get(pidNs)?.get(procname === undefined ? call : `${procname} ${call}`) ?? 0;
  }
}
