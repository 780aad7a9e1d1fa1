import { MOST_FIELDS } from '@reader/events/fields/field-request';
import { readFields } from '@reader/events/fields/read-fields';
import type { TraceReading } from '@reader/trace-reading';

/** Process ids are those of the machine. */
export interface ProcessLife {
  pid: number;
  parent: number;
  forkNs: number;
  /** Of the first exec; null for a process that stayed a copy of its parent. */
  execNs: number | null;
  exitNs: number;
}

export interface ProcessLives {
  /** Processes of which begin and end were recorded, in the order of their ends. */
  lives: readonly ProcessLife[];
  /** False if there were too many to keep. */
  isComplete: boolean;
}

/** Of lttng-modules, instrumentation/events/sched.h. `child_pid` differs from `child_tid` for a thread. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  sched_process_fork: ['parent_pid', 'child_tid', 'child_pid'],
  sched_process_exec: ['tid'],
  sched_process_exit: ['tid'],
};

const MOST_LIVES = 500_000;

/** Reads when processes began and ended. @throws ReadError, AbortError if the signal is aborted */
export async function processLives(reading: TraceReading, signal: AbortSignal): Promise<ProcessLives> {
  const names = reading.eventClasses.map((one) => one.class.name);
  const open = new Map<number, ProcessLife>();
  const lives: ProcessLife[] = [];
  let isComplete = true;
  const end = (pid: number, exitNs: number): void => {
    const life = open.get(pid);
    open.delete(pid);
    if (!life) return;
    if (lives.length < MOST_LIVES) lives.push({ ...life, exitNs });
    else isComplete = false;
  };
  for (const { batch } of readFields(reading, { fieldsOf: ({ name }) => FIELDS[name] ?? null })) {
    for (let at = 0; at < batch.count; at++) {
      const timeNs = batch.timeNs[at] as number;
      const [first = -1, tid, pid] = batch.values.subarray(at * MOST_FIELDS, (at + 1) * MOST_FIELDS);
      const name = names[batch.eventClass[at] as number];
      if (name === 'sched_process_exit') end(first, timeNs);
      else if (name === 'sched_process_exec') {
        const life = open.get(first);
        if (life) life.execNs ??= timeNs;
      } else if (tid !== undefined && tid === pid)
        // Of an earlier process with this id, the end was lost.
        open.set(pid, { pid, parent: first, forkNs: timeNs, execNs: null, exitNs: timeNs });
    }
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }
  return { lives, isComplete };
}
