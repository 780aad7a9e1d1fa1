import { z } from 'zod';
import type { ErrorData } from '../model/app-error';
import { checkSchema } from '../model/capabilities';
import { readyArchiveSchema } from '../model/ready-archive';
import { runEventSchema } from '../model/run-event';
import { transferSchema } from '../model/transfer';
import { openingEventSchema } from '../viewer/opening';
import { APP_CHANNELS } from './channels/app';
import { DOCTOR_CHANNELS } from './channels/doctor';
import { EXPORT_CHANNELS } from './channels/exports';
import { HELPER_CHANNELS, helperStateSchema } from './channels/helper';
import { IMAGE_CHANNELS, imageBuildEventSchema } from './channels/images';
import { IMPORT_CHANNELS, type ImportLook } from './channels/imports';
import { KERNEL_CHANNELS } from './channels/kernel';
import { RUN_CHANNELS } from './channels/runs';
import { SETTINGS_CHANNELS } from './channels/settings';
import { SETUP_CHANNELS } from './channels/setups';
import { TRACE_VIEW_CHANNELS } from './channels/trace-view';
import { TRACE_CHANNELS } from './channels/traces';
import { TRANSFER_CHANNELS } from './channels/transfers';
import { VIEWER_CHANNELS } from './channels/viewers';

/**
 * All channels between the window and the main process. Main implements exactly these channels, and preload exposes exactly
 * these. Main parses the arguments. An answer is `{ok, value}` or `{ok: false, error}`. The window names traces by id, never by
 * path.
 */
export const CONTRACT = {
  ...APP_CHANNELS,
  ...DOCTOR_CHANNELS,
  ...EXPORT_CHANNELS,
  ...HELPER_CHANNELS,
  ...IMAGE_CHANNELS,
  ...IMPORT_CHANNELS,
  ...KERNEL_CHANNELS,
  ...RUN_CHANNELS,
  ...TRACE_CHANNELS,
  ...TRACE_VIEW_CHANNELS,
  ...VIEWER_CHANNELS,
  ...TRANSFER_CHANNELS,
  ...SETTINGS_CHANNELS,
  ...SETUP_CHANNELS,
} as const;

export type Contract = typeof CONTRACT;
export type Channel = keyof Contract;
export const CHANNELS = Object.keys(CONTRACT) as Channel[];
export type Args<C extends Channel> = z.input<Contract[C]['args']>;
export type ParsedArgs<C extends Channel> = z.output<Contract[C]['args']>;
export type Result<C extends Channel> = z.output<Contract[C]['result']>;

/** Events that main sends to the window. */
export const EVENTS = {
  'run-event': runEventSchema,
  'doctor-check': checkSchema,
  'image-build': imageBuildEventSchema,
  'helper-state': helperStateSchema,
  /** Whether a trace can be dragged now. */
  archive: readyArchiveSchema,
  'library-changed': z.null(),
  'viewer-phase': openingEventSchema,
  /** An export, an import or a move started, progressed or ended. */
  transfer: transferSchema,
  /** The user clicked a notification, so the window shows the run. */
  'show-run': z.null(),
  /** The app was started again with a link, which `app:link` has. */
  'link-arrived': z.null(),
  /** The app was started again with files, which `imports:arrived` examines. */
  'files-arrived': z.null(),
} as const;
export type EventName = keyof typeof EVENTS;
export type EventPayload<E extends EventName> = z.infer<(typeof EVENTS)[E]>;

export type Answer<T> = { ok: true; value: T } | { ok: false; error: ErrorData };

/** The only object that preload exposes to the window. */
export interface Bridge {
  invoke<C extends Channel>(channel: C, args: Args<C>): Promise<Answer<Result<C>>>;
  /** Examines files that the user dropped. The page never gets their paths. */
  lookAtDropped(files: readonly File[]): Promise<Answer<ImportLook>>;
  /** Adds a listener. Returns a function that removes it. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}
