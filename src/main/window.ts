import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE_URL } from './app-scheme';
import { fitToScreens, readWindowState, writeWindowState } from './window-state';

export interface WindowOptions {
  stateFile: string;
  preload: string;
  /** Lengthens every text by two fifths, to find texts that would not fit in another language. */
  longTexts: boolean;
  /** Called with errors that do not stop the app. */
  onNotice(text: string): void;
}

/** The colour before the first paint, which prevents a white flash on a dark desktop. Same as `--view` in the styles. */
const background = (): string => (nativeTheme.shouldUseDarkColors ? '#17191c' : '#ffffff');

/** Opens the app's only window: sandboxed, without Node, restricted to the app's own page. */
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
    icon: iconFile,
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
  showOnce(window);
  reloadAfterCrash(window, options.onNotice);
  rememberState(window, options);
  const page = options.longTexts ? `${PAGE_URL}?long-texts` : PAGE_URL;
  window.loadURL(page).catch((error: unknown) => options.onNotice(`The page could not be loaded: ${String(error)}`));
  return window;
}

/**
 * Shows the window with its first paint, or as soon as its page is loaded. On Wayland a hidden window is given no frames, so
 * that its first paint never comes (Electron 33.2.1); its background is the page's colour until then.
 */
function showOnce(window: BrowserWindow): void {
  const show = (): void => {
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', show);
}

/** How long to wait for a page that does not load or is closed before its first paint. */
const PAINT_LIMIT_MS = 5_000;

/** Resolves at the window's first paint or after PAINT_LIMIT_MS; never rejects. */
export function firstPaint(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, PAINT_LIMIT_MS);
    const painted = (): void => {
      clearTimeout(limit);
      resolve();
    };
    // A maximized window is already visible, and Electron emits no ready-to-show for it.
    if (window.isVisible()) window.webContents.once('did-finish-load', painted);
    else window.once('ready-to-show', painted);
  });
}

const RELOADS = 3;
const WITHIN_MS = 60_000;

/**
 * Reloads the page when its process is gone. The run is kept in the main process, so the new page folds its events again and
 * continues. The reason is not reliable: a killed process may be reported as a clean exit.
 */
function reloadAfterCrash(window: BrowserWindow, onNotice: (text: string) => void): void {
  let recent: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // Wait for the event to end: the dead process, and perhaps the window, is still being destroyed.
    setImmediate(() => {
      if (window.isDestroyed()) return;
      recent = [...recent.filter((at) => Date.now() - at < WITHIN_MS), Date.now()];
      const again = recent.length <= RELOADS;
      onNotice(
        `The process of the page ended (${reason}). ${again ? 'The page is reloaded.' : 'The page is not reloaded, because this happened too often.'}`,
      );
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
      options.onNotice(`The position of the window could not be saved: ${String(error)}`),
    );
  });
}

const iconFile = join(import.meta.dirname, '../icon.png');
export const preloadScript = join(import.meta.dirname, '../preload/index.cjs');
export const pagesDir = join(import.meta.dirname, '../renderer');
