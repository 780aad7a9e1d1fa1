/** Something of ours that is left although nothing of ours runs any more. */
export interface Leak {
  kind: 'session' | 'container' | 'process' | 'mount' | 'runtime-folder' | 'half-trace' | 'journal' | 'draft';
  /** Enough to find it by hand. */
  what: string;
}

/** One store of containers and the way to ask it. */
export interface EngineDoor {
  /** `podman rootless`, for the report. */
  name: string;
  /** `marks`: it keeps no list; processes bear their run's mark. */
  dialect: 'docker' | 'podman' | 'marks';
  /** Words in front of `ps`, `run` and the like. */
  command: readonly string[];
  env?: Record<string, string>;
}

/** Where to look. Processes, mounts and session daemons are found by themselves. */
export interface SearchScope {
  engines: readonly EngineDoor[];
  /** Libraries of traces. */
  libraries: readonly string[];
  /** Folders in which runtime folders are made. */
  runtimeBases: readonly string[];
}
