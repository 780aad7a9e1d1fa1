/** What an engine may use of this process's surroundings. */
export interface EngineSetup {
  env: Record<string, string | undefined>;
  /** A folder of this process's own, 0700, removed when it ends. */
  runtimeDir: string;
  /** The folders of images that the settings name now; left out: none, as for one that only takes things back. */
  imageDirs?: (() => readonly string[]) | undefined;
}
