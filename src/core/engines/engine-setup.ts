/** What an engine uses of this process's environment. */
export interface EngineSetup {
  env: Record<string, string | undefined>;
  /** A private folder of this process, mode 0700, deleted when the process ends. */
  runtimeDir: string;
  /** Returns the image folders that the settings name now. Absent: none, for a process that only cleans up. */
  imageDirs?: (() => readonly string[]) | undefined;
}
