import type { LevelChoice } from '../privilege/level';
import type { Buffers } from '../tracing/events';
import type { PreloadId } from '../tracing/preloads';
import type { DaemonRef } from './step';

/** What the plan needs to know of the machine and the image; asked for before, so that planning is pure. */
export interface PlanFacts {
  runId: string;
  tracePath: string;
  daemon: DaemonRef;
  /** `lttng-ust-sock-8`. */
  ustSocket: string;
  /** The names of the preload libraries as the image (or the host) really has them. */
  preloadNames: Partial<Record<PreloadId, string>>;
  /** LD_PRELOAD that the image sets for itself; kept behind ours. */
  imagePreload?: string | undefined;
  /** Where the image is, for an engine that takes files and folders; left out: it goes by its name. */
  imagePath?: string | undefined;
  /** SELinux is enforcing and the engine labels its containers: a labelled one is kept from the tracer's socket. */
  labelled?: boolean | undefined;
  /** How long a program waits for its buffers at its start, milliseconds; left out: LTTng's usual time. */
  registerTimeoutMs?: number | undefined;
  /** With whose rights userspace is recorded; left out: the user's own. */
  userspaceAccess?: LevelChoice | undefined;
  /** Left out where the kernel is not recorded. */
  kernel?: KernelFacts | undefined;
  /** Where the engine's socket is closed to the user: how its containers are made all the same. */
  engineAccess?: LevelChoice | undefined;
}

export interface KernelFacts {
  access: LevelChoice;
  /** What this machine's memory and processors allow, where the user asked for nothing else. */
  buffers: Buffers;
  /** Inodes of this machine's own pid namespace, and of others that were there before. */
  exceptPidNs: readonly number[];
  /** A folder of ours for what the root daemon's clients keep. */
  clientHome?: string | undefined;
}
