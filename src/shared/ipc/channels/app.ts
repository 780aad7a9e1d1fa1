import { z } from 'zod';
import { channel, nothing } from '../channel';

export const APP_CHANNELS = {
  'app:info': channel(
    nothing,
    z.object({ version: z.string(), electron: z.string(), libraryPath: z.string(), asRoot: z.boolean() }),
  ),
} as const;
