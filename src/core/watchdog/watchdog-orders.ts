import { z } from 'zod';
import { processIdentitySchema } from '../process/identity';

/** The last line that an owner writes when it ends in good order. */
export const GOODBYE = 'bye';

/** What a watchdog is told when it starts: its one argument, as JSON. */
export const watchdogOrdersSchema = z.object({
  owner: processIdentitySchema,
  libraryDir: z.string(),
  runtimeBase: z.string(),
  /** The owner's runtime folder, which goes with it. */
  runtimeDir: z.string(),
  /** Where the note of a library on its way stands. */
  configDir: z.string(),
  /** When the watchdog took its post, Unix milliseconds: what its owner wrote, it wrote after this. */
  sinceMs: z.number(),
});
export type WatchdogOrders = z.infer<typeof watchdogOrdersSchema>;
