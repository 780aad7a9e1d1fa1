import { z } from 'zod';
import { SETTING_FIELDS, settingsSchema } from '../../model/settings';
import { channel, nothing } from '../channel';

/** The settings that the window may change. Paths only come from native dialogs of main. */
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
    /** What determines the folder. The window can only change a setting. */
    source: z.enum(['option', 'environment', 'setting', 'usual']),
    usualDir: z.string(),
  }),
  viewer: z.object({
    path: z.string().nullable(),
    source: z.enum(['setting', 'found', 'none']),
    version: z.string().nullable(),
    /** Whether the path in the settings is not a program. */
    broken: z.boolean(),
  }),
  /** Facts about the folders of images. The settings contain the list itself. */
  images: z.object({
    /** Folders in the settings that cannot be read now. */
    unreadable: z.array(z.string()),
    /** Additional folders from the environment. */
    byEnvironment: z.array(z.string()),
  }),
  /** Messages about the settings file, for example that it was invalid and was renamed. */
  notices: z.array(z.string()),
});
export type SettingsPlaces = z.infer<typeof settingsPlacesSchema>;

export const SETTINGS_CHANNELS = {
  'settings:read': channel(nothing, settingsSchema),
  /** Changes the given settings. Answers with all settings. */
  'settings:change': channel(z.object({ change: windowChangeSchema }), settingsSchema),
  /** The current paths of all files and programs. */
  'settings:places': channel(nothing, settingsPlacesSchema),
  /** Size of the cache folder in bytes. A separate channel, because a large folder takes time. */
  'settings:cache-size': channel(nothing, z.object({ bytes: z.number() })),
  /** Shows a dialog and switches to the selected library; null if the dialog was closed. */
  'settings:choose-folder': channel(nothing, settingsSchema.nullable()),
  /** Shows a dialog and starts to move the library to the selected folder. A transfer reports the progress. */
  'settings:move-library': channel(nothing, nothing),
  /** Shows a dialog for Trace Compass's program; null if the dialog was closed. */
  'settings:choose-viewer': channel(nothing, settingsSchema.nullable()),
  /** Restores the default, or the value before the last change. */
  'settings:restore-path': channel(
    z.object({ setting: z.enum(['libraryDir', 'viewerPath']), to: z.enum(['usual', 'previous']) }),
    settingsSchema,
  ),
  /** Shows a dialog to add a folder of images; null if the dialog was closed. */
  'settings:add-image-folder': channel(nothing, settingsSchema.nullable()),
  /** Removes a folder from the settings. The folder itself stays unchanged. */
  'settings:remove-image-folder': channel(z.object({ dir: z.string().max(4096) }), settingsSchema),
  /** Undoes the last change of the list of folders. */
  'settings:restore-image-folders': channel(nothing, settingsSchema),
  'settings:show-library': channel(nothing, nothing),
} as const;
