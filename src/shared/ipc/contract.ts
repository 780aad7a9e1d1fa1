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
import { TRACE_CHANNELS } from './channels/traces';
import { TRANSFER_CHANNELS } from './channels/transfers';
import { VIEWER_CHANNELS } from './channels/viewers';

/**
 * The whole conversation between the window and the main process. Main implements exactly these channels, preload
 * exposes exactly these; arguments are parsed in main, an answer is `{ok, value}` or `{ok: false, error}`.
 * For what is in the library ids cross, never paths.
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

/** What main tells the window without being asked. */
export const EVENTS = {
  'run-event': runEventSchema,
  'doctor-check': checkSchema,
  'image-build': imageBuildEventSchema,
  'helper-state': helperStateSchema,
  /** Whether a trace can be dragged out now. */
  archive: readyArchiveSchema,
  'library-changed': z.null(),
  'viewer-phase': openingEventSchema,
  /** An export, an import or a move began, came further or ended. */
  transfer: transferSchema,
  /** The user came by a notification: the run is to be seen. */
  'show-run': z.null(),
} as const;
export type EventName = keyof typeof EVENTS;
export type EventPayload<E extends EventName> = z.infer<(typeof EVENTS)[E]>;

export type Answer<T> = { ok: true; value: T } | { ok: false; error: ErrorData };

/** The one object that preload puts on the window. */
export interface Bridge {
  invoke<C extends Channel>(channel: C, args: Args<C>): Promise<Answer<Result<C>>>;
  /** What the user dropped: of each file the system says where it is, which the page never learns. */
  lookAtDropped(files: readonly File[]): Promise<Answer<ImportLook>>;
  /** Returns the way to stop listening. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}
