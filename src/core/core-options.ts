import type { Places } from './places';
import type { PasswordTerminal } from './privilege/ask-on-terminal';

export interface CoreOptions extends Places {
  /** The folder of the settings and of the note of a library move in progress; default: from the environment. */
  configDir?: string;
  /** The folder that contains images/. */
  appRoot: string;
  appVersion: string;
  /** The image folders in the settings, read at each listing; default: none. */
  imageDirs?(): readonly string[];
  /** The built watchdog-main. */
  watchdogScript: string;
  /** The folder that the shell script of a plan records into; default: the working directory. */
  scriptFolder?: string;
  /** How long to wait until Trace Compass has opened its workspace, milliseconds; default: in viewer/await-viewer.ts. */
  viewerWaitMs?: number | undefined;
  /** The terminal of this process, if the password may be asked there; default: none. */
  passwordTerminal?: PasswordTerminal;
  /** Reports a notice for the user that belongs to no run. */
  onNotice?(text: string): void;
}
