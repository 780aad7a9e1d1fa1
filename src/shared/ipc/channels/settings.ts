import { z } from 'zod';
import { SETTING_FIELDS, settingsSchema } from '../../model/settings';
import { channel, nothing } from '../channel';

/** What the window may set itself. Paths come from a native dialog of main's and from nowhere else. */
const { theme, defaults, trashDays, notify, archiveFormat, archiveCachePercent } = SETTING_FIELDS;
const windowChangeSchema = z
  .strictObject({ theme, defaults, trashDays, notify, archiveFormat, archiveCachePercent })
  .partial();
export type WindowChange = z.infer<typeof windowChangeSchema>;

export const settingsPlacesSchema = z.object({
  settingsFile: z.string(),
  cacheDir: z.string(),
  library: z.object({
    dir: z.string(),
    /** What says so: nothing but a setting can be changed from the window. */
    source: z.enum(['option', 'environment', 'setting', 'usual']),
    usualDir: z.string(),
  }),
  viewer: z.object({
    path: z.string().nullable(),
    source: z.enum(['setting', 'found', 'none']),
    version: z.string().nullable(),
    /** The path of the settings is no program any more. */
    broken: z.boolean(),
  }),
  /** Folders of images: what the settings name is in the settings themselves. */
  images: z.object({
    /** Those of the settings in which nothing can be listed now. */
    unreadable: z.array(z.string()),
    /** What the environment adds. */
    byEnvironment: z.array(z.string()),
  }),
  /** What the user should know of the file of settings: it was broken and is set aside, for one. */
  notices: z.array(z.string()),
});
export type SettingsPlaces = z.infer<typeof settingsPlacesSchema>;

export const SETTINGS_CHANNELS = {
  'settings:read': channel(nothing, settingsSchema),
  /** Only what changes; answers with all of them. */
  'settings:change': channel(z.object({ change: windowChangeSchema }), settingsSchema),
  /** Where everything is on this disk, as it is now. */
  'settings:places': channel(nothing, settingsPlacesSchema),
  /** Bytes below the cache's folder: it may be large, so it is asked for by itself. */
  'settings:cache-size': channel(nothing, z.object({ bytes: z.number() })),
  /** Shows a dialog and moves to the library that is chosen; null when none was. */
  'settings:choose-folder': channel(nothing, settingsSchema.nullable()),
  /** Shows a dialog and begins to move the whole library there: a transfer, which tells the rest. */
  'settings:move-library': channel(nothing, nothing),
  /** Shows a dialog for Trace Compass's program; null when none was chosen. */
  'settings:choose-viewer': channel(nothing, settingsSchema.nullable()),
  /** Back to what the product chooses, or to what was set before the last change. */
  'settings:restore-path': channel(
    z.object({ setting: z.enum(['libraryDir', 'viewerPath']), to: z.enum(['usual', 'previous']) }),
    settingsSchema,
  ),
  /** Shows a dialog for one more folder of images; null when none was chosen. */
  'settings:add-image-folder': channel(nothing, settingsSchema.nullable()),
  /** One that stands in the settings: the folder itself stays as it is. */
  'settings:remove-image-folder': channel(z.object({ dir: z.string().max(4096) }), settingsSchema),
  /** The folders of images as they were before the last of them came or went. */
  'settings:restore-image-folders': channel(nothing, settingsSchema),
  'settings:show-library': channel(nothing, nothing),
} as const;
