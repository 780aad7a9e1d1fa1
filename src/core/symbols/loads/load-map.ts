/** A program or library that a process had in memory. It is identified by path and build id: containers can differ in the file at a path. */
export interface LoadedFile {
  /** In the container. */
  path: string;
  /** Lower-case hexadecimal digits; null if no event said it. */
  buildId: string | null;
  /** From the lowest to the highest segment. */
  memoryBytes: number;
  debugLink: { name: string; crc: number } | null;
}

/** Where a file was in the memory of a process, and when. Times are nanoseconds since the begin of the trace. */
export interface Mapping {
  /** Index into `LoadMap.files`. */
  file: number;
  /** Address of the first segment. */
  base: number;
  fromNs: number;
  /** Infinity until the end of the process. */
  toNs: number;
}

export interface ProcessLoads {
  pidNs: number;
  /** -1: not recorded. */
  vpid: number;
  /** Complete lists that the process gave (lttng_ust_statedump:start). */
  lists: number;
  /** In the order of `fromNs`. */
  mappings: readonly Mapping[];
}

/** A process that began as a copy of another, with its memory. */
export interface Fork {
  atNs: number;
  parent: { pidNs: number; vpid: number };
  child: { pidNs: number; vpid: number };
}

/** Which files the processes of a trace had in memory, where and when. */
export interface LoadMap {
  /** Nanoseconds since the Unix epoch, or since the clock's origin: the zero of all times. */
  beginNs: bigint;
  files: readonly LoadedFile[];
  processes: readonly ProcessLoads[];
  forks: readonly Fork[];
}
