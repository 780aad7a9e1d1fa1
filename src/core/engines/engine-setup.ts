/** What an engine may use of this process's surroundings. */
export interface EngineSetup {
  env: Record<string, string | undefined>;
  /** A folder of this process's own, 0700, removed when it ends. */
  runtimeDir: string;
}
