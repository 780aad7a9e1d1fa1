import { crashWarning } from '@core/runs/steps/crash-warning';
import { describe, expect, it } from 'vitest';

/** As glibc prints it for LTTng-UST 2.13.5. */
const ASSERTION = "closer: counter/shm.c:327: lttng_counter_shmp_object_destroy: Assertion `0' failed.\n";

describe('a program that crashed while it was recorded', () => {
  it('is told to be the victim of the tracer when the tracer says so', () => {
    expect(crashWarning(134, `some words\n${ASSERTION}Aborted\n`)).toMatchObject({
      code: 'tracer-crash',
      message: expect.stringMatching(/SIGABRT.*lttng_counter_shmp_object_destroy/),
    });
  });

  it('has a cause that was not checked, where the tracer says nothing', () => {
    for (const [status, signal] of [
      [134, 'SIGABRT'],
      [139, 'SIGSEGV'],
    ] as const)
      expect(crashWarning(status, 'mine.c:1: main: Assertion `x` failed.')).toMatchObject({
        code: 'program-crash',
        message: expect.stringContaining(signal),
      });
  });

  it('is none when it ended by itself, or was ended by somebody', () => {
    for (const status of [0, 1, 127, 130, 137, 143]) expect(crashWarning(status, ASSERTION)).toBeUndefined();
  });
});
