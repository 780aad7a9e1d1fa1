import { configDir } from '@core/places';
import { SettingsFile } from '@core/settings/settings-file';
import { SetupsFile } from '@core/settings/setups-file';
import { BrowserWindow, session } from 'electron';
import { ArrivedArguments, type Start } from './arrived-arguments';
import { CurrentRun } from './current-run';
import { bringForward, isInSight, showOnDesktop } from './desktop-notice';
import { ImageFolders } from './image-folders';
import { RunNotification } from './notification';
import type { SendToWindow } from './send-to-window';
import { Transfers } from './transfers';

/** The services of the window that do not depend on the open library. */
export interface WindowServices {
  readonly settings: SettingsFile;
  readonly setups: SetupsFile;
  readonly imageFolders: ImageFolders;
  /** Messages about the settings file since the start of the app. */
  readonly notices: readonly string[];
  readonly run: CurrentRun;
  readonly transfers: Transfers;
  readonly arrived: ArrivedArguments;
  readonly send: SendToWindow;
  window(): BrowserWindow | null;
  /** Reports messages that the window does not show. */
  onNotice(text: string): void;
}

/** @param start the arguments with which the app was started */
export function createWindowServices(start: Start): WindowServices {
  const onNotice = (text: string): void => console.error(text);
  const notices: string[] = [];
  const settings = new SettingsFile(configDir(process.env), (text) => {
    if (!notices.includes(text)) notices.push(text);
    onNotice(text);
  });
  // Windows of speedscope have sessions of their own.
  const windows = (): BrowserWindow[] =>
    BrowserWindow.getAllWindows().filter(({ webContents }) => webContents.session === session.defaultSession);
  const window = (): BrowserWindow | null => windows()[0] ?? null;
  const send: SendToWindow = (event, payload) => {
    for (const one of windows()) if (!one.webContents.isDestroyed()) one.webContents.send(event, payload);
  };
  const notification = new RunNotification({
    wanted: () => settings.read().notify,
    inSight: () => isInSight(window()),
    show: (notice) =>
      showOnDesktop(notice, () => {
        bringForward(window());
        send('show-run', null);
      }),
  });
  const run = new CurrentRun();
  run.follow((event) => send('run-event', event));
  run.follow((event) => notification.handle(event));
  return {
    settings,
    setups: new SetupsFile(configDir(process.env)),
    imageFolders: new ImageFolders(settings, process.env),
    notices,
    run,
    transfers: new Transfers((transfer) => send('transfer', transfer)),
    arrived: new ArrivedArguments(start),
    send,
    window,
    onNotice,
  };
}
