import { z } from 'zod';

/** What is to happen to a recording of the test's command line, and when. Given as JSON in CT_TEST_ACCIDENT. */
export const accidentOrdersSchema = z.object({
  stepId: z.string(),
  /** As the step begins, so many milliseconds into it, or at its first output. */
  when: z.union([z.literal('started'), z.literal('output'), z.number().int().positive()]),
  /** `power-cut` kills the watchdog first, so that nobody cleans up. */
  act: z.enum(['cancel', 'stop', 'kill', 'power-cut']),
});
export type AccidentOrders = z.infer<typeof accidentOrdersSchema>;
