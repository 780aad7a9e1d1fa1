import { join } from 'node:path';
import { createCore } from '@core/core';
import { configDir, defaultPlaces } from '@core/places';
import { SettingsFile } from '@core/settings/settings-file';
import { app, BrowserWindow } from 'electron';
import { declareAppScheme, serveAppScheme } from './app-scheme';
import { CurrentRun } from './current-run';
import { followLibrary } from './follow-library';
import type { TellWindow } from './handler-parts';
import { createHandlers } from './handlers';
import { ImageBuilds } from './image-builds';
import { serveContract } from './ipc';
import { Leaving } from './leaving';
import { failToStart } from './start-failure';
import { openWindow, pagesDir, preloadScript } from './window';

declareAppScheme();
if (app.requestSingleInstanceLock()) start().catch(failToStart);
else app.quit();

/** The composition root: the only place where the parts meet. */
async function start(): Promise<void> {
  const onNotice = (text: string): void => console.error(text);
  const settings = new SettingsFile(configDir(process.env), onNotice);
  const places = defaultPlaces(process.env, { setting: settings.read().libraryDir });
  const appRoot = app.getAppPath();
  const core = createCore({
    ...places,
    appRoot,
    appVersion: app.getVersion(),
    watchdogScript: join(import.meta.dirname, 'watchdog.js'),
    onNotice,
  });
  const tell: TellWindow = (event, payload) => {
    for (const window of BrowserWindow.getAllWindows())
      if (!window.webContents.isDestroyed()) window.webContents.send(event, payload);
  };
  const run = new CurrentRun((event) => tell('run-event', event));
  const builds = new ImageBuilds(core.build, (event) => tell('image-build', event));
  const info = {
    version: app.getVersion(),
    electron: process.versions.electron,
    libraryPath: places.libraryDir,
    asRoot: process.getuid?.() === 0,
  };
  serveContract(createHandlers({ core, run, builds, settings, info, tell }));
  let window: BrowserWindow | null = null;
  const leaving = new Leaving(core, run, () => window);
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.show();
    window?.focus();
  });
  await app.whenReady();
  leaving.watch();
  serveAppScheme(pagesDir);
  window = openWindow({
    stateFile: join(app.getPath('userData'), 'window.json'),
    preload: preloadScript,
    onNotice,
  });
  leaving.guard(window);
  followLibrary(core.library, () => tell('library-changed', null), onNotice);
  // What an accident of an earlier day left is mended once the window stands.
  core.recover().catch((error: unknown) => onNotice(`Recovering: ${String(error)}`));
}
