import { z } from 'zod';
import { archiveFileFormatSchema } from '../archive/layout';
import { engineIdSchema } from '../engines/registry';
import { buffersSchema } from '../tracing/events';
import { limitsSchema } from './run-config';

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

const noNul = (text: string): boolean => !text.includes('\u0000');

const defaultsSchema = z.object({
  engine: engineIdSchema.nullable(),
  buffers: buffersSchema.nullable(),
  limits: limitsSchema,
});

/** Each setting by itself, as the window's fields check it. Null: what the product chooses. */
export const SETTING_FIELDS = {
  theme: themeSchema,
  /** Absolute path; null: the usual place. */
  libraryDir: z
    .string()
    .startsWith('/', 'a folder starts with /')
    .max(4096, 'a path has at most 4096 characters')
    .refine(noNul, 'a path holds no NUL character')
    .nullable(),
  /** Absolute path of Trace Compass's executable; null: it is looked for. */
  viewerPath: z
    .string()
    .startsWith('/', 'a program starts with /')
    .max(4096, 'a path has at most 4096 characters')
    .refine(noNul, 'a path holds no NUL character')
    .nullable(),
  /** What a first record form starts with. */
  defaults: defaultsSchema,
  /** How long deleted traces can be taken back, days. */
  trashDays: z.number('a number of days').int('whole days').min(1, 'at least 1 day').max(365, 'at most 365 days'),
  /** Tell the desktop when a run ends while the window is away. */
  notify: z.boolean(),
  /** Absolute path of the folder that was exported into last; null: none was. */
  exportDir: z
    .string()
    .startsWith('/', 'a folder starts with /')
    .max(4096)
    .refine(noNul, 'a path holds no NUL character')
    .nullable(),
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
