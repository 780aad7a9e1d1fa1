import { z } from 'zod';
import { channel, nothing } from '../channel';

export const APP_CHANNELS = {
  'app:info': channel(
    nothing,
    z.object({
      version: z.string(),
      electron: z.string(),
      libraryPath: z.string(),
      asRoot: z.boolean(),
      /** The memory that determines the default size of the kernel's buffers. */
      memoryBytes: z.number(),
      cpus: z.number().int(),
    }),
  ),
} as const;
