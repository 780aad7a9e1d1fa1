import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE_URL } from './app-scheme';
import { fitToScreens, readWindowState, writeWindowState } from './window-state';

export interface WindowOptions {
  stateFile: string;
  preload: string;
  /** Every text two fifths longer, to find what would be cut in another language. */
  longTexts: boolean;
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
  comeBack(window, options.onNotice);
  rememberState(window, options);
  const page = options.longTexts ? `${PAGE_URL}?long-texts` : PAGE_URL;
  window.loadURL(page).catch((error: unknown) => options.onNotice(`The page did not load: ${String(error)}`));
  return window;
}

/** A page that does not come, or that somebody closes before it does, holds nothing up for longer. */
const PAINT_LIMIT_MS = 5_000;

/** Resolves with the window's first paint; never rejects. */
export function firstPaint(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, PAINT_LIMIT_MS);
    const painted = (): void => {
      clearTimeout(limit);
      resolve();
    };
    // A window that was maximized is in sight already, and Electron tells no first paint of such a one.
    if (window.isVisible()) window.webContents.once('did-finish-load', painted);
    else window.once('ready-to-show', painted);
  });
}

const RELOADS = 3;
const WITHIN_MS = 60_000;

/**
 * Loads the page again when its process is gone. The run lives here, in main: a new page folds its events again and
 * goes on. The reason is no guide: a killed process may be reported as a clean exit.
 */
function comeBack(window: BrowserWindow, onNotice: (text: string) => void): void {
  let recent: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // Not from within the event: the dead process, or the window with it, is still being taken away.
    setImmediate(() => {
      if (window.isDestroyed()) return;
      recent = [...recent.filter((at) => Date.now() - at < WITHIN_MS), Date.now()];
      const again = recent.length <= RELOADS;
      onNotice(`The window's page ended (${reason})${again ? ' and is loaded again' : ' too often and stays away'}.`);
      if (again) window.webContents.reload();
    });
  });
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
