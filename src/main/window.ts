import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE_URL } from './app-scheme';
import { fitToScreens, readWindowState, writeWindowState } from './window-state';

export interface WindowOptions {
  stateFile: string;
  preload: string;
  /** Called with what went wrong in the background and stops nothing. */
  onNotice(text: string): void;
}

/** The colour before the first paint, so that a dark desktop sees no white flash: `--view` in styles/tokens.css. */
const background = (): string => (nativeTheme.shouldUseDarkColors ? '#17191c' : '#ffffff');

/** The one window: sandboxed, without Node, bound to our own page. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const state = fitToScreens(
    readWindowState(options.stateFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const { maximized, ...bounds } = state;
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Containers Trace',
    autoHideMenuBar: true,
    backgroundColor: background(),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (maximized) window.maximize();
  stayOnOurPage(window);
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    // The run lives here, in main: a new page folds its events again and goes on.
    options.onNotice(`The window's page ended (${details.reason}) and is loaded again.`);
    // Not from within the event: the dead process is still being taken away.
    setImmediate(() => window.isDestroyed() || window.webContents.reload());
  });
  rememberState(window, options);
  window.loadURL(PAGE_URL).catch((error: unknown) => options.onNotice(`The page did not load: ${String(error)}`));
  return window;
}

function stayOnOurPage(window: BrowserWindow): void {
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-frame-navigate', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
}

function rememberState(window: BrowserWindow, options: WindowOptions): void {
  window.on('close', () => {
    const state = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    writeWindowState(options.stateFile, state).catch((error: unknown) =>
      options.onNotice(`The window's place could not be kept: ${String(error)}`),
    );
  });
}

export const preloadScript = join(import.meta.dirname, '../preload/index.cjs');
export const pagesDir = join(import.meta.dirname, '../renderer');
