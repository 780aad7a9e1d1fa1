import { SCHED_CLASSES, THREAD_CONTEXT } from '../../../setup/lttng-classes';
import { eventClass, lttngEventSchema, text, type WrittenEvent, writeLttngStream } from '../../../setup/lttng-events';
import { field, integer } from '../../../setup/lttng-trace';
import { PID_NS, type WrittenLeaf } from '../../../setup/written-leaf';

/** A thread: `tid` is that of the host. */
export interface Task {
  tid: number;
  vpid: number;
  name: string;
  /** Default: PID_NS. */
  pidNs?: number;
}

/** Why a thread lost its CPU: `prev_state` of sched_switch. */
const STATES = { preempted: 0, sleeps: 1, disk: 2, dead: 0x10 } as const;

/** A thread on a CPU. */
export interface Run {
  task: Task;
  from: number;
  to: number;
  end: keyof typeof STATES;
}

/** An event of the thread that runs on the CPU at the time. */
export interface OnCpu {
  cpu: number;
  at: number;
  event:
    | { wakes: Task }
    | { enters: string }
    | { leaves: string; result: number }
    | { faults: true }
    /** A new process, or a new thread of another one. */
    | { forks: Task; process?: number }
    | { executes: true }
    | { exits: true };
}

interface WrittenCpus {
  /** By CPU, in the order of time. */
  runs: readonly (readonly Run[])[];
  further?: readonly OnCpu[];
  endNs: number;
  /** Events that the last packet of each CPU counts as lost; default: none. */
  discarded?: number;
}

const IDLE: Task = { tid: 0, vpid: 0, name: 'swapper/0' };
const FAULT = 2;
const [FORK, EXEC, EXIT] = [3, 4, 5];
const FIRST_CALL = 10;

/** A kernel recording with a stream for each CPU. */
export function kernel({ runs, further = [], endNs, discarded = 0 }: WrittenCpus): WrittenLeaf {
  const names = [
    ...new Set(
      further.flatMap(({ event }) => ('enters' in event ? [event.enters] : 'leaves' in event ? [event.leaves] : [])),
    ),
  ];
  const schema = lttngEventSchema({
    isKernel: true,
    context: THREAD_CONTEXT,
    classes: [
      ...SCHED_CLASSES,
      eventClass(FAULT, 'x86_exceptions_page_fault_user', field('address', integer(64))),
      ...PROCESS_CLASSES,
      ...names.flatMap((name, index) => [
        eventClass(FIRST_CALL + 2 * index, `syscall_entry_${name}`),
        eventClass(FIRST_CALL + 2 * index + 1, `syscall_exit_${name}`, field('ret', integer(64, { isSigned: true }))),
      ]),
    ],
  });
  const streams = runs.map((own, cpu) => {
    const events = [
      ...switches(own),
      ...further.filter((one) => one.cpu === cpu).map((one) => eventOf(one, own, names)),
    ];
    events.sort((one, other) => Number(one.at) - Number(other.at));
    const first = { begin: 0, end: endNs, cpu, instance: cpu, events };
    const last = { begin: endNs, end: endNs + 1, cpu, instance: cpu, discarded, events: [] };
    return writeLttngStream(schema, 'large', discarded > 0 ? [first, last] : [first]);
  });
  return { path: 'kernel', schema, streams };
}

const tidField = (name: string) => field(name, integer(32, { isSigned: true }));

/** The fields that are read of those of lttng-modules, with one of variable size in between. */
const PROCESS_CLASSES = [
  eventClass(
    FORK,
    'sched_process_fork',
    tidField('parent_pid'),
    tidField('child_tid'),
    field('child_comm', text()),
    tidField('child_pid'),
  ),
  eventClass(EXEC, 'sched_process_exec', field('filename', text()), tidField('tid')),
  eventClass(EXIT, 'sched_process_exit', tidField('tid')),
];

const contextOf = ({ tid, vpid, name, pidNs = PID_NS }: Task) => [vpid, tid, name, tid === 0 ? 0 : pidNs];

/** The CPU is idle between runs that do not touch. */
function switches(runs: readonly Run[]): WrittenEvent[] {
  const events: WrittenEvent[] = [];
  const change = (at: number, from: Task, state: number, to: Task): void => {
    events.push({
      id: 0,
      at,
      context: contextOf(from),
      payload: [from.name, from.tid, 20, state, to.name, to.tid, 20],
    });
  };
  for (const [index, { task, from, to, end }] of runs.entries()) {
    const before = runs[index - 1];
    if (before?.to !== from) change(from, IDLE, 0, task);
    const next = runs[index + 1];
    change(to, task, STATES[end], next?.from === to ? next.task : IDLE);
  }
  return events;
}

function eventOf({ at, event }: OnCpu, runs: readonly Run[], names: readonly string[]): WrittenEvent {
  const task = runs.find(({ from, to }) => from <= at && at <= to)?.task ?? IDLE;
  const context = contextOf(task);
  if ('wakes' in event) return { id: 1, at, context, payload: [event.wakes.name, event.wakes.tid, 0] };
  if ('faults' in event) return { id: FAULT, at, context, payload: [0] };
  if ('forks' in event) {
    const { forks: child, process = child.tid } = event;
    return { id: FORK, at, context, payload: [task.tid, child.tid, child.name, process] };
  }
  if ('executes' in event) return { id: EXEC, at, context, payload: [`/bin/${task.name}`, task.tid] };
  if ('exits' in event) return { id: EXIT, at, context, payload: [task.tid] };
  if ('enters' in event) return { id: FIRST_CALL + 2 * names.indexOf(event.enters), at, context };
  return {
    id: FIRST_CALL + 2 * names.indexOf(event.leaves) + 1,
    at,
    context,
    payload: [BigInt.asUintN(64, BigInt(event.result))],
  };
}

/** A system call in one run of its thread. */
export const syscall = (cpu: number, name: string, from: number, to: number, result = 0): OnCpu[] => [
  { cpu, at: from, event: { enters: name } },
  { cpu, at: to, event: { leaves: name, result } },
];

export const wake = (cpu: number, at: number, task: Task): OnCpu => ({ cpu, at, event: { wakes: task } });
