import { z } from 'zod';

/** Processes of a recording with Podman, by what they are to it. */
export const faultTargets = ['session-daemon', 'consumer-daemon', 'container', 'monitor', 'engine-service'] as const;
export type FaultTarget = (typeof faultTargets)[number];

/** What is to happen to a recording of the test's command line, and when. Given as JSON in CT_TEST_ACCIDENT. */
export const accidentOrdersSchema = z.object({
  stepId: z.string(),
  /** As the step begins, so many milliseconds into it, or at its first output. */
  when: z.union([z.literal('started'), z.literal('output'), z.number().int().positive()]),
  /** `power-cut` kills the watchdog first, so that nobody cleans up. */
  act: z.union([
    z.enum(['cancel', 'stop', 'kill', 'power-cut']),
    /** To one of its processes, as soon as there is one. */
    z.object({ to: z.enum(faultTargets), signal: z.enum(['SIGKILL', 'SIGSTOP']) }),
    /** The recording waits until the test has done something to its files. */
    z.literal('pause'),
  ]),
});
export type AccidentOrders = z.infer<typeof accidentOrdersSchema>;
