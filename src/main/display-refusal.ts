import { displayOptions } from '../../scripts/window/window-options.mjs';

/** The first Electron that takes Wayland without being asked: its release notes, "Wayland is the default". */
const TAKES_WAYLAND = 38;

/**
 * Why this Electron cannot open a window on the display that the environment names, line by line; undefined where it can.
 * Electron itself would end by SIGSEGV. `npm start` asks it for the right display; here it was started directly.
 * @param args of the command line, without the program
 * @param electron its version, as in process.versions.electron
 */
export function displayRefusal(
  env: Readonly<Record<string, string | undefined>>,
  args: string[],
  electron: string,
): string[] | undefined {
  try {
    const asked = displayOptions(env, args);
    if (asked.length === 0 || Number.parseInt(electron, 10) >= TAKES_WAYLAND) return undefined;
    return [
      `There is no X server, and Electron ${electron} takes Wayland only when it is asked.`,
      `Start it by \`npm start\`, or add ${asked.join(' ')}.`,
    ];
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string };
    return [message, ...(hint === undefined ? [] : [hint])];
  }
}
