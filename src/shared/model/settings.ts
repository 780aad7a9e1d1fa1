import { z } from 'zod';
import { archiveFileFormatSchema } from '../archive/formats';
import { engineIdSchema } from '../engines/registry';
import { limitsSchema } from '../request/run-config';
import { buffersSchema } from '../tracing/events';

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** @param what a folder or a program, as an error calls it */
const pathOf = (what: string) =>
  z
    .string()
    .startsWith('/', `${what} starts with /`)
    .max(4096, 'a path has at most 4096 characters')
    .refine((text) => !text.includes('\u0000'), 'a path holds no NUL character');

/** More than anybody keeps; each is looked through whenever images are listed. */
const MOST_IMAGE_DIRS = 50;

const defaultsSchema = z.object({
  engine: engineIdSchema.nullable(),
  buffers: buffersSchema.nullable(),
  limits: limitsSchema,
});

/** Each setting by itself, as the window's fields check it. Null: what the product chooses. */
export const SETTING_FIELDS = {
  theme: themeSchema,
  /** Absolute path; null: the usual place. */
  libraryDir: pathOf('a folder').nullable(),
  /** Absolute path of Trace Compass's executable; null: it is looked for. */
  viewerPath: pathOf('a program').nullable(),
  /** Absolute paths of the folders whose images are listed by an engine that knows images as files. */
  imageDirs: z
    .array(pathOf('a folder'))
    .max(MOST_IMAGE_DIRS, `at most ${MOST_IMAGE_DIRS} folders of images`)
    .refine((dirs) => new Set(dirs).size === dirs.length, 'each folder of images stands there once'),
  /** What a first record form starts with. */
  defaults: defaultsSchema,
  /** How long deleted traces can be taken back, days. */
  trashDays: z.number('a number of days').int('whole days').min(1, 'at least 1 day').max(365, 'at most 365 days'),
  /** Tell the desktop when a run ends while the window is away. */
  notify: z.boolean(),
  /** Absolute path of the folder that was exported into last; null: none was. */
  exportDir: pathOf('a folder').nullable(),
  /** What a trace that is dragged out, or exported into a folder, is made into. */
  archiveFormat: archiveFileFormatSchema,
  /** The share of the disk's free space that archives made ahead for dragging may take, percent; 0: none is made. */
  archiveCachePercent: z.number('a number').min(0, 'at least 0 %').max(50, 'at most 50 %'),
} as const;

/** What changes and nothing else: no defaults here, or every change would reset the fields that it does not name. */
export const settingsChangeSchema = z.object(SETTING_FIELDS).partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** What the user chose once, for all recordings to come. What is absent is what the product chooses. */
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
  // Every desktop opens it, Trace Compass imports it, and it needs no program beside us.
  archiveFormat: SETTING_FIELDS.archiveFormat.default('zip'),
  archiveCachePercent: SETTING_FIELDS.archiveCachePercent.default(5),
});
export type Settings = z.infer<typeof settingsSchema>;
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
