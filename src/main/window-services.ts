import { configDir } from '@core/places';
import { SettingsFile } from '@core/settings/settings-file';
import { SetupsFile } from '@core/settings/setups-file';
import { BrowserWindow } from 'electron';
import { CurrentRun } from './current-run';
import { bringForward, isInSight, showOnDesktop } from './desktop-notice';
import type { TellWindow } from './handler-parts';
import { ImageFolders } from './image-folders';
import { RunNotification } from './notification';
import { Transfers } from './transfers';

/** What the window has whichever library is open. */
export interface WindowServices {
  readonly settings: SettingsFile;
  readonly setups: SetupsFile;
  readonly imageFolders: ImageFolders;
  /** What the user should know of the settings' file, since the start. */
  readonly notices: readonly string[];
  readonly run: CurrentRun;
  readonly transfers: Transfers;
  readonly tell: TellWindow;
  window(): BrowserWindow | null;
  /** Reports what no window shows. */
  onNotice(text: string): void;
}

export function createWindowServices(): WindowServices {
  const onNotice = (text: string): void => console.error(text);
  const notices: string[] = [];
  const settings = new SettingsFile(configDir(process.env), (text) => {
    if (!notices.includes(text)) notices.push(text);
    onNotice(text);
  });
  const window = (): BrowserWindow | null => BrowserWindow.getAllWindows()[0] ?? null;
  const tell: TellWindow = (event, payload) => {
    for (const one of BrowserWindow.getAllWindows())
      if (!one.webContents.isDestroyed()) one.webContents.send(event, payload);
  };
  const notification = new RunNotification({
    wanted: () => settings.read().notify,
    inSight: () => isInSight(window()),
    show: (notice) =>
      showOnDesktop(notice, () => {
        bringForward(window());
        tell('show-run', null);
      }),
  });
  const run = new CurrentRun();
  run.follow((event) => tell('run-event', event));
  run.follow((event) => notification.take(event));
  return {
    settings,
    setups: new SetupsFile(configDir(process.env)),
    imageFolders: new ImageFolders(settings, process.env),
    notices,
    run,
    transfers: new Transfers((transfer) => tell('transfer', transfer)),
    tell,
    window,
    onNotice,
  };
}
