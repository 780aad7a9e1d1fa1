import { plainPathSchema } from '@shared/planning/step';
import { z } from 'zod';
import { processIdentitySchema } from '../process/identity';
import { isRuntimeFolderPath } from '../process/runtime-folder-name';

/** The last line that an owner writes when it ends in good order. */
export const GOODBYE = 'bye';

const absolutePathSchema = z.string().startsWith('/').max(4096);

/** What a watchdog is told when it starts: its one argument, as JSON. */
export const watchdogOrdersSchema = z.strictObject({
  owner: processIdentitySchema,
  libraryDir: absolutePathSchema,
  runtimeBase: absolutePathSchema,
  /** The owner's runtime folder, which goes with it. */
  runtimeDir: plainPathSchema.refine(isRuntimeFolderPath, 'a runtime folder'),
  /** Where the note of a library on its way stands. */
  configDir: absolutePathSchema,
  /** When the watchdog took its post, Unix milliseconds: what its owner wrote, it wrote after this. */
  sinceMs: z.number().nonnegative(),
});
export type WatchdogOrders = z.infer<typeof watchdogOrdersSchema>;
