import type { PlacedPayload } from '../payload/payload-mounts';
import type { LevelChoice } from '../privilege/level';
import type { Buffers } from '../tracing/events';
import type { PreloadId } from '../tracing/preloads';
import type { DaemonRef } from './step';

/** Facts about the machine and the image that planning needs. They are collected before, so that planning is pure. */
export interface PlanFacts {
  runId: string;
  tracePath: string;
  daemon: DaemonRef;
  /** `lttng-ust-sock-8`. */
  ustSocket: string;
  /** The file names of the preload libraries in the image, or on the host. */
  preloadNames: Partial<Record<PreloadId, string>>;
  /** The folder of the gate library on this machine (core/gate); absent: programs run without it. */
  gate?: string | undefined;
  /** LD_PRELOAD of the image, which follows the app's libraries. */
  imagePreload?: string | undefined;
  /** The tracer of this machine, for an image without a usable one; its libraries are not in `preloadNames`. */
  payload?: PlacedPayload | undefined;
  /** Path of the image, for an engine that accepts files and folders; absent: the engine uses the image's name. */
  imagePath?: string | undefined;
  /** Whether SELinux is enforcing and the engine labels its containers. SELinux denies labelled ones the tracer's socket. */
  labelled?: boolean | undefined;
  /** How long a program waits for its buffers when it starts, milliseconds; absent: LTTng's default. */
  registerTimeoutMs?: number | undefined;
  /** The rights that userspace is recorded with; absent: those of the user. */
  userspaceAccess?: LevelChoice | undefined;
  /** Absent if the kernel is not recorded. */
  kernel?: KernelFacts | undefined;
  /** How containers are created if the user has no access to the engine's socket. */
  engineAccess?: LevelChoice | undefined;
}

export interface KernelFacts {
  access: LevelChoice;
  /** The default for the memory and processors of this machine, if the request has none. */
  buffers: Buffers;
  /** Inodes of the machine's pid namespace and of other pid namespaces that existed before the recording. */
  exceptPidNs: readonly number[];
  /** A folder of the app for the files of the root daemon's clients. */
  clientHome?: string | undefined;
}
