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
      /** What the kernel's buffers are sized by. */
      memoryBytes: z.number(),
      cpus: z.number().int(),
    }),
  ),
} as const;
