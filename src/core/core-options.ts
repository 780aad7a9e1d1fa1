import type { Places } from './places';

export interface CoreOptions extends Places {
  /** Folder that holds images/. */
  appRoot: string;
  appVersion: string;
  /** The built watchdog-main. */
  watchdogScript: string;
  /** Something that the user should know and that belongs to no run. */
  onNotice?(text: string): void;
}
