import type { Places } from './places';

export interface CoreOptions extends Places {
  /** The folder of the settings, in which the note of a library on its way stands; left out: where the environment says. */
  configDir?: string;
  /** Folder that holds images/. */
  appRoot: string;
  appVersion: string;
  /** The folders of images that the settings name now, asked for at each listing; left out: none. */
  imageDirs?(): readonly string[];
  /** The built watchdog-main. */
  watchdogScript: string;
  /** Where the shell script of a plan records; left out: where this process was started. */
  scriptFolder?: string;
  /** How long Trace Compass may take until it has its workspace, milliseconds; left out: as await-viewer.ts has it. */
  viewerWaitMs?: number | undefined;
  /** Something that the user should know and that belongs to no run. */
  onNotice?(text: string): void;
}
