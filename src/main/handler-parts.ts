import type { Core } from '@core/core';
import type { SettingsFile } from '@core/settings/settings-file';
import type { SetupsFile } from '@core/settings/setups-file';
import type { Channel, EventName, EventPayload, ParsedArgs, Result } from '@shared/ipc/contract';
import type { BrowserWindow } from 'electron';
import type { CurrentRun } from './current-run';
import type { ImageBuilds } from './image-builds';
import type { ImageFolders } from './image-folders';
import type { ReadyArchives } from './ready-archives';
import type { SettingsPaths } from './settings-paths';
import type { Transfers } from './transfers';

/** One function for each channel of the contract, no more and no fewer. */
export type Handlers = { [C in Channel]: (args: ParsedArgs<C>) => Promise<Result<C>> };

export type TellWindow = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

/** What the answers are made from. */
export interface HandlerParts {
  core: Core;
  run: CurrentRun;
  builds: ImageBuilds;
  transfers: Transfers;
  archives: ReadyArchives;
  settings: SettingsFile;
  paths: SettingsPaths;
  imageFolders: ImageFolders;
  /** What the user should know of the settings' file, since the start. */
  notices: readonly string[];
  window(): BrowserWindow | null;
  setups: SetupsFile;
  info: Result<'app:info'>;
  tell: TellWindow;
}

/** The answers to all channels of one topic, `traces` for one. */
export type HandlersOf<Topic extends string> = (
  parts: HandlerParts,
) => Pick<Handlers, Extract<Channel, `${Topic}:${string}`>>;
