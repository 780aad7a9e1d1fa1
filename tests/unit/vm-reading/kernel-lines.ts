import { parseEvent, type TraceEvent } from '../../vm/reading/trace-event';

/** babeltrace2's lines about a small machine: two CPUs, a container (namespace 77) whose first process is thread 500 of the host. */
const inHost = 'procname = "sh", vpid = 30, vtid = 30, pid_ns = 1';
const inContainer = 'procname = "ls", vpid = 1, vtid = 1, pid_ns = 77';
const exiting = 'procname = "ls", vpid = 0, vtid = 0, pid_ns = 0';

const event = (at: number, cpu: number, name: string, contexts: string, payload: string): string =>
  `[100.${String(at).padStart(9, '0')}] vm ${name}: { cpu_id = ${cpu} }, { ${contexts} }, { ${payload} }`;

export const switched = (at: number, cpu: number, contexts: string, from: number, to: number): string =>
  event(
    at,
    cpu,
    'sched_switch',
    contexts,
    `prev_comm = "a, prev_tid = 9", prev_tid = ${from}, prev_prio = 20, next_tid = ${to}`,
  );

/** A program that thread `before` started, and goes on in as `tid`. */
export const executed = (at: number, cpu: number, before: number, tid: number): string =>
  event(at, cpu, 'sched_process_exec', inHost, `filename = "/bin/ls", tid = ${tid}, old_tid = ${before}`);

export const functionEntry = (at: number, cpu: number): string =>
  event(at, cpu, 'lttng_ust_cyg_profile:func_entry', 'vtid = 1, pid_ns = 77', 'addr = 0x1, call_site = 0x2');

const fork =
  'parent_comm = "sh", parent_tid = 30, child_comm = "sh", child_tid = 500, _vtids_length = 2, vtids = [ [0] = 500, [1] = 1 ], child_pid = 500, child_ns_inum = 77';

/** CPU 0: shell, the container from 200 to 300 and again from 400 until it exits at 500. */
export const KERNEL_LINES: readonly string[] = [
  event(100, 0, 'sched_process_fork', inHost, fork),
  switched(200, 0, inHost, 30, 500),
  event(210, 0, 'syscall_entry_openat', inContainer, 'dfd = -100, filename = "/, }, { x", flags = 0'),
  event(220, 0, 'syscall_entry_getdents64', inContainer, 'fd = 3'),
  switched(300, 0, inContainer, 500, 0),
  switched(350, 1, 'procname = "swapper/1", vpid = 0, vtid = 0, pid_ns = 1', 0, 30),
  switched(400, 0, 'procname = "swapper/0", vpid = 0, vtid = 0, pid_ns = 1', 0, 500),
  switched(500, 0, exiting, 500, 0),
];

export const eventsOf = (lines: readonly string[]): TraceEvent[] => lines.map(parseEvent);
