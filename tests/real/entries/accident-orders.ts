import { z } from 'zod';

/** The processes of a recording with Podman by their role. */
export const faultTargets = ['session-daemon', 'consumer-daemon', 'container', 'monitor', 'engine-service'] as const;
export type FaultTarget = (typeof faultTargets)[number];

/** The accident of a recording with the test's command line, and its moment. Passed as JSON in CT_TEST_ACCIDENT. */
export const accidentOrdersSchema = z.object({
  stepId: z.string(),
  /** At the start of the step, this many milliseconds after it, or at the step's first output. */
  when: z.union([z.literal('started'), z.literal('output'), z.number().int().positive()]),
  /** `power-cut` kills the watchdog first, so that no process cleans up. */
  act: z.union([
    z.enum(['cancel', 'stop', 'kill', 'power-cut']),
    /** Signals a process of the recording as soon as it exists. */
    z.object({ to: z.enum(faultTargets), signal: z.enum(['SIGKILL', 'SIGSTOP']) }),
    /** Signals every process of the recording at once, as a logout or a service manager does. */
    z.object({ toAll: z.array(z.enum(['SIGTERM', 'SIGHUP', 'SIGINT'])).min(1) }),
    /** Pauses the recording until the test has changed its files. */
    z.literal('pause'),
    /** Sets the wall clock of the command line back. */
    z.literal('set-clock'),
  ]),
});
export type AccidentOrders = z.infer<typeof accidentOrdersSchema>;
