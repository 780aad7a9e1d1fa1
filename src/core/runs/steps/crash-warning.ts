import { constants } from 'node:os';
import type { Warning } from '@shared/model/trace-record';

/** Signals that end a program when the tracer finds its memory or descriptors corrupted. */
const CRASHES = ['SIGABRT', 'SIGSEGV', 'SIGBUS'] as const;

/** glibc's assert(3) in liblttng-ust: `PROGRAM: counter/shm.c:327: lttng_counter_shmp_object_destroy: Assertion …`. */
const ASSERTION = /: (lttng_\w{1,100}|lib_ring_buffer_\w{1,100}): Assertion /;

const UNTRACED = 'Run the program once without recording to compare.';

/**
 * A warning for a program that crashed, undefined for one that did not. liblttng-ust-fd protects the tracer's descriptors
 * from close(2), but not from close_range(2) and closefrom(3): after these the tracer aborts the program at its exit.
 * @param status of the program, 128 + n for a signal
 * @param errors the end of what it wrote to its standard error
 */
export function crashWarning(status: number, errors: string): Warning | undefined {
  const signal = CRASHES.find((name) => status === 128 + constants.signals[name]);
  if (!signal) return undefined;
  const failed = ASSERTION.exec(errors)?.[1];
  if (failed)
    return {
      code: 'tracer-crash',
      message: `The program crashed because of the recording. LTTng-UST aborted it with ${signal} (${failed}).`,
      hint: `Some daemons close all their file descriptors with close_range(2) or closefrom(3), which also closes those of LTTng-UST. Start the program in the foreground if it has such an option. ${UNTRACED}`,
    };
  return {
    code: 'program-crash',
    message: `The program was ended by ${signal} (status ${status}). It is unknown whether the recording caused this.`,
    hint: UNTRACED,
  };
}
