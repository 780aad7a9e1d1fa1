import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { createCore } from '@core/core';
import { settleMove } from '@core/library/move/settle-move';
import { configDir, defaultPlaces, viewerWaitMs } from '@core/places';
import { SettingsFile } from '@core/settings/settings-file';
import { SetupsFile } from '@core/settings/setups-file';
import { homeFolder } from '@core/user-account';
import { isGoing } from '@shared/model/transfer-going';
import { app, BrowserWindow, nativeTheme } from 'electron';
import { declareAppScheme, serveAppScheme } from './app-scheme';
import { CoreHolder } from './core-holder';
import { CurrentRun } from './current-run';
import { bringForward, isInSight, showOnDesktop } from './desktop-notice';
import { followLibrary } from './follow-library';
import type { TellWindow } from './handler-parts';
import { createHandlers } from './handlers';
import { ImageBuilds } from './image-builds';
import { ImageFolders } from './image-folders';
import { serveContract } from './ipc';
import { Leaving } from './leaving';
import { setMenu } from './menu';
import { RunNotification } from './notification';
import { ReadyArchives } from './ready-archives';
import { SettingsPaths } from './settings-paths';
import { failToStart } from './start-failure';
import { Transfers } from './transfers';
import { firstPaint, openWindow, pagesDir, preloadScript } from './window';

declareAppScheme();
if (app.requestSingleInstanceLock()) start().catch(failToStart);
else app.quit();

/** The composition root: the only place where the parts meet. */
async function start(): Promise<void> {
  const onNotice = (text: string): void => console.error(text);
  const notices: string[] = [];
  const settings = new SettingsFile(configDir(process.env), (text) => {
    if (!notices.includes(text)) notices.push(text);
    onNotice(text);
  });
  await settleMove(configDir(process.env));
  const setups = new SetupsFile(configDir(process.env));
  const places = defaultPlaces(process.env, { setting: settings.read().libraryDir });
  nativeTheme.themeSource = settings.read().theme;
  const tell: TellWindow = (event, payload) => {
    for (const window of BrowserWindow.getAllWindows())
      if (!window.webContents.isDestroyed()) window.webContents.send(event, payload);
  };
  /** Also what follows the library but cannot be made before it is open. */
  let onLibraryChange = (): void => undefined;
  const holder = new CoreHolder(
    (libraryDir) => {
      const core = createCore({
        ...places,
        libraryDir,
        imageDirs: () => settings.read().imageDirs,
        appRoot: app.getAppPath(),
        appVersion: app.getVersion(),
        // A desktop starts programs in the root folder, where nobody may write.
        scriptFolder: app.getPath('home'),
        viewerWaitMs: viewerWaitMs(process.env),
        watchdogScript: join(import.meta.dirname, 'watchdog.js'),
        onNotice,
      });
      const changed = (): void => {
        tell('library-changed', null);
        onLibraryChange();
      };
      const unfollow = followLibrary(core.library, changed, onNotice);
      // Also of a library that was left: its helper ends with it.
      core.helper.follow((up) => tell('helper-state', { up }));
      return { core, unfollow };
    },
    places.libraryDir,
    onNotice,
  );
  const { core } = holder;
  let window: BrowserWindow | null = null;
  const notification = new RunNotification({
    wanted: () => settings.read().notify,
    inSight: () => isInSight(window),
    show: (notice) =>
      showOnDesktop(notice, () => {
        bringForward(window);
        tell('show-run', null);
      }),
  });
  const run = new CurrentRun((event) => {
    tell('run-event', event);
    notification.take(event);
    // A recording is disturbed by nothing: what is made behind gives way, and goes on after it.
    if (event.type === 'run-started') void archives.giveWay();
    if (event.type === 'run-finished') void run.ended().then(onLibraryChange);
  });
  const builds = new ImageBuilds(
    (...order) => core.build(...order),
    (event) => tell('image-build', event),
  );
  const transfers = new Transfers((transfer) => tell('transfer', transfer));
  const archives = new ReadyArchives({
    core,
    settings: () => settings.read(),
    busy: () =>
      run.runId !== null || transfers.list().some((transfer) => transfer.kind === 'move' && isGoing(transfer)),
    tell: (archive) => tell('archive', archive),
  });
  const lookAtArchives = (): void =>
    void archives.lookAgain().catch((error: unknown) => onNotice(`Archives for dragging: ${String(error)}`));
  onLibraryChange = lookAtArchives;
  const info = {
    version: app.getVersion(),
    electron: process.versions.electron,
    get libraryPath() {
      return core.library.dir;
    },
    asRoot: process.getuid?.() === 0,
    memoryBytes: totalmem(),
    cpus: cpus().length,
  };
  const paths = new SettingsPaths({
    settings,
    holder,
    env: process.env,
    home: homeFolder(process.env),
    busy: () =>
      run.runId !== null
        ? 'a recording goes on.'
        : builds.list().length > 0
          ? 'an image is being built.'
          : transfers.busy
            ? 'an export, an import or a move goes on.'
            : undefined,
    onLibrary: () => tell('library-changed', null),
  });
  const parts = {
    core,
    run,
    builds,
    transfers,
    archives,
    settings,
    setups,
    paths,
    imageFolders: new ImageFolders(settings, process.env),
    notices,
    info,
    tell,
    window: () => window,
  };
  serveContract(createHandlers(parts));
  const leaving = new Leaving({ core, run, transfers, window: () => window });
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => bringForward(window));
  await app.whenReady();
  leaving.watch();
  serveAppScheme(pagesDir);
  setMenu(!app.isPackaged);
  window = openWindow({
    stateFile: join(app.getPath('userData'), 'window.json'),
    preload: preloadScript,
    longTexts: !app.isPackaged && process.env['CONTAINERS_TRACE_LONG_TEXTS'] === '1',
    onNotice,
  });
  leaving.guard(window);
  // What an accident of an earlier day left is mended once the window stands: a large library is read for it.
  await firstPaint(window);
  await core.recover().catch((error: unknown) => onNotice(`Recovering: ${String(error)}`));
  await core.library
    .purgeExpired(settings.read().trashDays)
    .catch((error: unknown) => onNotice(`Emptying the trash of what is too old: ${String(error)}`));
}
