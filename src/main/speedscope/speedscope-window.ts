import { rm } from 'node:fs/promises';
import { BrowserWindow, session } from 'electron';
import { PROFILE_URL, SPEEDSCOPE_URL, serveSpeedscope } from './speedscope-files';

let opened = 0;

/**
 * Shows a profile in speedscope: in a sandboxed window without preload script, in a session of its own that is kept in memory.
 * The file is deleted when the window is closed.
 * @param speedscopeDir the built files of speedscope
 * @param main the app's window; the profile's window is closed with it
 */
export async function openSpeedscope(
  speedscopeDir: string,
  profilePath: string,
  title: string,
  main: BrowserWindow | null,
): Promise<void> {
  opened += 1;
  // A name without `persist:` keeps nothing on the disk.
  const own = session.fromPartition(`speedscope-${opened}`);
  serveSpeedscope(own, speedscopeDir, profilePath);
  const window = new BrowserWindow({
    width: 1200,
    height: 800,
    title: `${title} – speedscope`,
    autoHideMenuBar: true,
    webPreferences: { session: own, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  const { webContents } = window;
  window.on('page-title-updated', (event) => event.preventDefault());
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const close = (): void => window.destroy();
  main?.once('closed', close);
  window.on('closed', () => main?.off('closed', close));
  window.on('closed', () => void rm(profilePath, { force: true }).catch(() => undefined));
  const hash = `profileURL=${encodeURIComponent(PROFILE_URL)}&title=${encodeURIComponent(title)}`;
  await window.loadURL(`${SPEEDSCOPE_URL}#${hash}`);
}
