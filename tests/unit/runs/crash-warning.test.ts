import { crashWarning } from '@core/runs/steps/crash-warning';
import { describe, expect, it } from 'vitest';

/** The message of glibc for LTTng-UST 2.13.5. */
const ASSERTION = "closer: counter/shm.c:327: lttng_counter_shmp_object_destroy: Assertion `0' failed.\n";

describe('a program that crashed while it was recorded', () => {
  it('is attributed to the tracer if the tracer reports it', () => {
    expect(crashWarning(134, `some words\n${ASSERTION}Aborted\n`)).toMatchObject({
      code: 'tracer-crash',
      message: expect.stringMatching(/SIGABRT.*lttng_counter_shmp_object_destroy/),
    });
  });

  it('has an unchecked cause if the tracer reports nothing', () => {
    for (const [status, signal] of [
      [134, 'SIGABRT'],
      [139, 'SIGSEGV'],
    ] as const)
      expect(crashWarning(status, 'mine.c:1: main: Assertion `x` failed.')).toMatchObject({
        code: 'program-crash',
        message: expect.stringContaining(signal),
      });
  });

  it('causes no warning if it ended by itself or was stopped', () => {
    for (const status of [0, 1, 127, 130, 137, 143]) expect(crashWarning(status, ASSERTION)).toBeUndefined();
  });
});
