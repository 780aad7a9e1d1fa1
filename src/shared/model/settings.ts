import { z } from 'zod';
import { archiveFileFormatSchema } from '../archive/formats';
import { engineIdSchema } from '../engines/registry';
import { limitsSchema } from '../request/run-config';
import { buffersSchema } from '../tracing/events';

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** @param what "a folder" or "a program", for the error message */
const pathOf = (what: string) =>
  z
    .string()
    .startsWith('/', `${what} starts with /`)
    .max(4096, 'a path has at most 4096 characters')
    .refine((text) => !text.includes('\u0000'), 'a path holds no NUL character');

/** More than anybody needs. The app reads each folder when it lists images. */
const MOST_IMAGE_DIRS = 50;

const defaultsSchema = z.object({
  engine: engineIdSchema.nullable(),
  buffers: buffersSchema.nullable(),
  limits: limitsSchema,
});

/** The schema of each setting, which the window's fields check, too. Null: the default of the app. */
export const SETTING_FIELDS = {
  theme: themeSchema,
  /** Absolute path; null: the default folder. */
  libraryDir: pathOf('a folder').nullable(),
  /** Absolute path of Trace Compass's executable; null: detect it. */
  viewerPath: pathOf('a program').nullable(),
  /** Absolute paths of folders with images, for engines whose images are files. */
  imageDirs: z
    .array(pathOf('a folder'))
    .max(MOST_IMAGE_DIRS, `at most ${MOST_IMAGE_DIRS} folders of images`)
    .refine((dirs) => new Set(dirs).size === dirs.length, 'each folder of images stands there once'),
  /** Defaults of the first record form. */
  defaults: defaultsSchema,
  /** How long deleted traces can be restored, in days. */
  trashDays: z.number('a number of days').int('whole days').min(1, 'at least 1 day').max(365, 'at most 365 days'),
  /** Whether to show a desktop notification when a run ends while the window is not active. */
  notify: z.boolean(),
  /** Absolute path of the folder of the last export; null: none yet. */
  exportDir: pathOf('a folder').nullable(),
  /** The format of archives for drag-and-drop and exports into a folder. */
  archiveFormat: archiveFileFormatSchema,
  /** Maximum space of drag-and-drop archives, in percent of the disk's free space; 0: none are prepared. */
  archiveCachePercent: z.number('a number').min(0, 'at least 0 %').max(50, 'at most 50 %'),
} as const;

/** The changed settings only. It has no defaults, which would reset the fields that are not named. */
export const settingsChangeSchema = z.object(SETTING_FIELDS).partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** The user's settings. Absent ones have the default of the app. */
export const settingsSchema = z.object({
  theme: SETTING_FIELDS.theme.default('system'),
  libraryDir: SETTING_FIELDS.libraryDir.default(null),
  viewerPath: SETTING_FIELDS.viewerPath.default(null),
  imageDirs: SETTING_FIELDS.imageDirs.default([]),
  defaults: z
    .object({
      engine: defaultsSchema.shape.engine.default(null),
      buffers: defaultsSchema.shape.buffers.default(null),
      limits: limitsSchema.default({}),
    })
    .default({ engine: null, buffers: null, limits: {} }),
  trashDays: SETTING_FIELDS.trashDays.default(7),
  notify: SETTING_FIELDS.notify.default(true),
  exportDir: SETTING_FIELDS.exportDir.default(null),
  // Every desktop opens zip, Trace Compass imports it, and the app needs no other program to write it.
  archiveFormat: SETTING_FIELDS.archiveFormat.default('zip'),
  archiveCachePercent: SETTING_FIELDS.archiveCachePercent.default(5),
});
export type Settings = z.infer<typeof settingsSchema>;
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
