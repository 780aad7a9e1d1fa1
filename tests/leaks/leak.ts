/** A leftover of ours without a running process of ours. */
export interface Leak {
  kind: 'session' | 'container' | 'process' | 'mount' | 'runtime-folder' | 'half-trace' | 'journal' | 'draft';
  /** Describes the leftover well enough to find it by hand. */
  what: string;
}

/** One store of containers and the command to query it. */
export interface EngineDoor {
  /** `podman rootless`, for the report. */
  name: string;
  /** `marks`: the engine keeps no list, but processes carry their run's mark. */
  dialect: 'docker' | 'podman' | 'marks';
  /** The command before `ps`, `run` and similar subcommands. */
  command: readonly string[];
  env?: Record<string, string>;
}

/** Where to search. Processes, mounts and session daemons are found without it. */
export interface SearchScope {
  engines: readonly EngineDoor[];
  /** Libraries of traces. */
  libraries: readonly string[];
  /** Folders in which runtime folders are created. */
  runtimeBases: readonly string[];
}
