import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { createCore } from '@core/core';
import { recoverMove } from '@core/library/move/recover-move';
import { configDir, defaultPlaces, viewerWaitMs } from '@core/places';
import { noticesOf } from '@core/runs/cleanup/recover';
import { homeFolder } from '@core/user-account';
import { exitCodeOf } from '@shared/model/app-error';
import { app, nativeTheme } from 'electron';
import { surviveLostReaders, surviveLostTerminal } from '../../scripts/run/lost-terminal.mjs';
import { declareAppScheme, serveAppScheme } from './app-scheme';
import { startOf } from './arrived-arguments';
import { bringForward } from './desktop-notice';
import { displayRefusal } from './display-refusal';
import type { HandlerContext, Handlers } from './handler-context';
import { createHandlers } from './handlers';
import { serveContract } from './ipc';
import { Leaving } from './leaving';
import { type LibrarySession, openSession } from './library-session';
import { LibrarySessions } from './library-sessions';
import { setMenu } from './menu';
import { profileFolder } from './profile-folder';
import { SettingsPaths } from './settings-paths';
import { forgetProfiles } from './speedscope/view-in-speedscope';
import { failToStart } from './start-failure';
import { startRefusal } from './start-refusal';
import { TraceViews } from './trace-view/trace-views';
import { firstPaint, openWindow, pagesDir, preloadScript } from './window';
import { createWindowServices } from './window-services';

surviveLostReaders();
surviveLostTerminal();
declareAppScheme();
/** Not app.isPackaged, which is false for every program with the name `electron`. */
const isPackaged = !process.defaultApp;
setProfile();
const opened = startOf(process.argv.slice(1), app.getAppPath(), process.cwd());
const noDisplay = displayRefusal(process.env, process.argv.slice(1), process.versions.electron);
const tooMuch = startRefusal(opened, app.getPath('userData'));
if (noDisplay || tooMuch) {
  console.error((noDisplay ?? tooMuch)?.join('\n'));
  app.exit(exitCodeOf(noDisplay ? 'missing' : 'config'));
} else if (app.requestSingleInstanceLock(opened)) start().catch(failToStart);
else app.quit();

/** Before the lock, which is in this folder. An option of Chromium's names another one. */
function setProfile(): void {
  if (app.commandLine.hasSwitch('user-data-dir')) return;
  const { CONTAINERS_TRACE_CONFIG: chosen } = process.env;
  const oldFolder = chosen ? null : app.getPath('userData');
  try {
    app.setPath('userData', profileFolder({ configDir: configDir(process.env), oldFolder, isPackaged }));
  } catch (error) {
    console.error(`The window's data stay in ${app.getPath('userData')}: ${String(error)}`);
  }
}

/** The composition root: creates all objects and connects them. */
async function start(): Promise<void> {
  await recoverMove(configDir(process.env));
  const services = createWindowServices(opened);
  const { settings, run, transfers, send, onNotice } = services;
  nativeTheme.themeSource = settings.read().theme;
  const places = defaultPlaces(process.env, { setting: settings.read().libraryDir });
  const own = {
    ...places,
    appRoot: app.getAppPath(),
    appVersion: app.getVersion(),
    watchdogScript: join(import.meta.dirname, 'watchdog.js'),
  };
  const open = (libraryDir: string): LibrarySession =>
    openSession(
      createCore({
        ...own,
        libraryDir,
        imageDirs: () => settings.read().imageDirs,
        // Programs started from a desktop menu run in the root folder, which is not writable.
        scriptFolder: app.getPath('home'),
        viewerWaitMs: viewerWaitMs(process.env),
        onNotice,
      }),
      new TraceViews(() => ({ ...own, libraryDir, imageDirs: settings.read().imageDirs })),
      services,
    );
  const sessions = new LibrarySessions(open, places.libraryDir, onNotice);
  const paths = new SettingsPaths({
    settings,
    sessions,
    env: process.env,
    home: homeFolder(process.env),
    busy: () =>
      run.runId !== null
        ? 'a recording is running.'
        : sessions.current.builds.list().length > 0
          ? 'an image is being built.'
          : transfers.busy
            ? 'an export, an import or a move is running.'
            : undefined,
    onLibrary: () => send('library-changed', null),
  });
  const handlers = new WeakMap<LibrarySession, Handlers>();
  serveContract(() => {
    const session = sessions.current;
    const known = handlers.get(session) ?? createHandlers(contextOf(session));
    handlers.set(session, known);
    return known;
  });
  function contextOf(session: LibrarySession): HandlerContext {
    const info = {
      version: app.getVersion(),
      electron: process.versions.electron,
      libraryPath: session.core.library.dir,
      asRoot: process.getuid?.() === 0,
      memoryBytes: totalmem(),
      cpus: cpus().length,
    };
    return { ...services, ...session, paths, info };
  }
  const leaving = new Leaving({ run, transfers, window: services.window, close: () => sessions.close() });
  app.on('window-all-closed', () => app.quit());
  // Chromium changes the order of the arguments themselves.
  app.on('second-instance', (_event, _args, _folder, start) => {
    for (const event of services.arrived.arrive(start)) send(event, null);
    bringForward(services.window());
  });
  await app.whenReady();
  leaving.watch();
  serveAppScheme(pagesDir);
  setMenu(!isPackaged);
  const window = openWindow({
    stateFile: join(app.getPath('userData'), 'window.json'),
    preload: preloadScript,
    longTexts: !isPackaged && process.env['CONTAINERS_TRACE_LONG_TEXTS'] === '1',
    onNotice,
  });
  leaving.guard(window);
  // Recovery reads the whole library, so the window is shown first.
  await firstPaint(window);
  await forgetProfiles(places.cacheDir).catch((error: unknown) =>
    onNotice(`Temporary profiles could not be deleted: ${String(error)}`),
  );
  const { core } = sessions.current;
  await core
    .recover()
    .then((recovery) => noticesOf(recovery).forEach(onNotice))
    .catch((error: unknown) => onNotice(`The cleanup after an earlier run failed: ${String(error)}`));
  await core.library
    .purgeExpired(settings.read().trashDays)
    .catch((error: unknown) => onNotice(`Expired traces in the trash could not be deleted: ${String(error)}`));
}
