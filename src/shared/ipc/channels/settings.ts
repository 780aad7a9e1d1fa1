import { z } from 'zod';
import { settingsChangeSchema, settingsSchema } from '../../model/settings';
import { channel, nothing } from '../channel';

export const SETTINGS_CHANNELS = {
  'settings:read': channel(nothing, settingsSchema),
  /** Only what changes; answers with all of them. */
  'settings:change': channel(z.object({ change: settingsChangeSchema }), settingsSchema),
} as const;
