import { VIEWER_SITE as WHERE, whyUnreadable } from '../viewer/compatibility';
import { findViewer, isProgram, type ViewerPlaces } from '../viewer/find-viewer';
import { passesArguments } from '../viewer/passes-arguments';
import { viewerVersion } from '../viewer/viewer-version';
import type { Finding } from './finding';

/**
 * @param chosen the path in the settings; null: Trace Compass is detected
 * @param tracerVersion the version of LTTng; null if it is not installed
 */
export async function viewerCheck(
  places: ViewerPlaces,
  chosen: string | null,
  tracerVersion: string | null,
): Promise<Finding> {
  if (chosen !== null && !isProgram(chosen))
    return {
      state: 'bad',
      summary: `${chosen}, the program in the settings, cannot be executed.`,
      why: 'The app opens traces with this program. Select another one in the settings, or clear the setting to detect Trace Compass automatically.',
      remedy: `ls -l '${chosen.replaceAll("'", `'\\''`)}'`,
    };
  const found = chosen === null ? await findViewer(places) : { path: chosen, version: await viewerVersion(chosen) };
  if (!found)
    return {
      state: 'caution',
      summary: 'Trace Compass was not found on PATH, in /opt, in your home folder or in the desktop menu.',
      why: `Recording does not need it, but viewing traces does. Download it from ${WHERE} and unpack it into ~/trace-compass, or select its program in the settings.`,
      remedy: `xdg-open ${WHERE}`,
    };
  const name = found.version ? `Trace Compass ${found.version}` : 'Trace Compass (unknown version)';
  if (!passesArguments(found.path))
    return {
      state: 'caution',
      summary: `${found.path} is a script that does not pass its arguments to Trace Compass.`,
      why: `The app cannot open a trace with this script. The official Trace Compass works. Download it from ${WHERE}.`,
      remedy: `xdg-open ${WHERE}`,
    };
  // For new traces only: for existing ones, their metadata decides when they are opened.
  if (tracerVersion && whyUnreadable(found.version, [{ ctf: '1.8', lttng: tracerVersion }]))
    return {
      state: 'caution',
      summary: `${name} is too old for traces of LTTng ${tracerVersion}.`,
      why: `Only Trace Compass 11.1 and later can read traces of LTTng 2.14 and later. Download a newer version from ${WHERE}.`,
      remedy: `xdg-open ${WHERE}`,
    };
  return { state: 'good', summary: `${name}: ${found.path}.` };
}
