import { displayOptions } from '../../scripts/window/window-options.mjs';

/** The first Electron that uses Wayland by default, by its release notes. */
const WAYLAND_BY_DEFAULT = 38;

/**
 * Returns the lines of an error if this Electron cannot open a window on the environment's display; undefined if it can.
 * Without this check Electron dies of SIGSEGV. `npm start` passes the display option; an Electron started directly lacks it.
 * @param args the command line arguments, without the program
 * @param electron the version, as in process.versions.electron
 */
export function displayRefusal(
  env: Readonly<Record<string, string | undefined>>,
  args: string[],
  electron: string,
): string[] | undefined {
  try {
    const options = displayOptions(env, args);
    if (options.length === 0 || Number.parseInt(electron, 10) >= WAYLAND_BY_DEFAULT) return undefined;
    return [
      `There is no X server, and Electron ${electron} does not use Wayland by default.`,
      `Start the app with \`npm start\` in a checkout, or add the option ${options.join(' ')}.`,
    ];
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string };
    return [message, ...(hint === undefined ? [] : [hint])];
  }
}
