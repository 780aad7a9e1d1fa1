import { z } from 'zod';
import { MOST_LINK_CHARS } from '../../trace-view/trace-link';
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
  /** The link with which the app was started, once; null if there is none. */
  'app:link': channel(nothing, z.object({ link: z.string().max(MOST_LINK_CHARS).nullable() })),
} as const;
