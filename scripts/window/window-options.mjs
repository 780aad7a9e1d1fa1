// What Electron has to be asked for on this display.
import { SetupError } from '../setup/setup-error.mjs';

/**
 * The options for the display that the environment names. Electron before 38 takes X11 unless it is asked; newer ones take
 * Wayland where XDG_SESSION_TYPE says so, which a compositor that was started by hand does not set. With both displays the
 * choice stays Electron's (ELECTRON_OZONE_PLATFORM_HINT), and so does one that the arguments make.
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} args the user's own arguments
 * @returns {string[]}
 * @throws {SetupError} when there is no display
 */
export function displayOptions({ DISPLAY, WAYLAND_DISPLAY, ELECTRON_OZONE_PLATFORM_HINT }, args = []) {
  if (args.some((arg) => /^--(ozone-platform|headless)\b/.test(arg))) return [];
  if (!DISPLAY && !WAYLAND_DISPLAY) {
    throw new SetupError(
      'There is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set).',
      'To record the demo without a window: npm run demo',
    );
  }
  return DISPLAY || ELECTRON_OZONE_PLATFORM_HINT === 'wayland' ? [] : ['--ozone-platform=wayland'];
}
