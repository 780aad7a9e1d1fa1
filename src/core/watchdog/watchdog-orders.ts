import { plainPathSchema } from '@shared/planning/step';
import { z } from 'zod';
import { processIdentitySchema } from '../process/identity';
import { isRuntimeFolderPath } from '../process/runtime-folder-name';

/** The last line that an owner writes when it ends regularly. */
export const GOODBYE = 'bye';

const absolutePathSchema = z.string().startsWith('/').max(4096);

/** The orders of a watchdog: its one argument, as JSON. */
export const watchdogOrdersSchema = z.strictObject({
  owner: processIdentitySchema,
  libraryDir: absolutePathSchema,
  runtimeBase: absolutePathSchema,
  /** The owner's runtime folder, which is removed after the owner has ended. */
  runtimeDir: plainPathSchema.refine(isRuntimeFolderPath, 'a runtime folder'),
  /** The folder that contains the note of a library move in progress. */
  configDir: absolutePathSchema,
  /** When the watchdog was started, Unix milliseconds: the owner wrote all its files later. */
  sinceMs: z.number().nonnegative(),
});
export type WatchdogOrders = z.infer<typeof watchdogOrdersSchema>;
