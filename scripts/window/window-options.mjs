// The Electron options for the current display.
import { SetupError } from '../setup/setup-error.mjs';

/**
 * Returns the options for the display that the environment names. Electron before 38 uses X11 by default. Newer versions
 * use Wayland if XDG_SESSION_TYPE is "wayland", but a manually started compositor does not set that variable. If both
 * displays exist, Electron chooses (ELECTRON_OZONE_PLATFORM_HINT). An option in the arguments takes precedence.
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} args the user's own arguments
 * @returns {string[]}
 * @throws {SetupError} if there is no display
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
