import { VIEWER_SITE as WHERE, whyUnreadable } from '../viewer/compatibility';
import { findViewer, isProgram, type ViewerPlaces } from '../viewer/find-viewer';
import { passesArguments } from '../viewer/passes-arguments';
import { viewerVersion } from '../viewer/viewer-version';
import type { Finding } from './finding';

/**
 * @param chosen the path of the settings; null: it is looked for
 * @param tracerVersion what traces are recorded with; null when that is not installed
 */
export async function viewerCheck(
  places: ViewerPlaces,
  chosen: string | null,
  tracerVersion: string | null,
): Promise<Finding> {
  if (chosen !== null && !isProgram(chosen))
    return {
      state: 'bad',
      summary: `${chosen}, as set, is no program that can be run.`,
      why: 'Traces are opened with it. Choose another one in the settings, or leave it empty: then it is looked for.',
      remedy: `ls -l '${chosen.replaceAll("'", `'\\''`)}'`,
    };
  const found = chosen === null ? await findViewer(places) : { path: chosen, version: await viewerVersion(chosen) };
  if (!found)
    return {
      state: 'caution',
      summary: 'Not found on PATH, in /opt, in your home or in the menu.',
      why: `Recording does not need it; looking at traces does. It is at ${WHERE}: unpack it into ~/trace-compass, or name its program in the settings.`,
      remedy: `xdg-open ${WHERE}`,
    };
  const name = found.version
    ? `Trace Compass ${found.version}`
    : 'Trace Compass, of a version that its files do not tell';
  if (!passesArguments(found.path))
    return {
      state: 'caution',
      summary: `${found.path} is a script that passes nothing on to Trace Compass.`,
      why: `It cannot be told which trace to open. Trace Compass of its own archive can: ${WHERE}.`,
      remedy: `xdg-open ${WHERE}`,
    };
  // What would be recorded today: of each trace that is there, its own metadata decides when it is opened.
  if (tracerVersion && whyUnreadable(found.version, [{ ctf: '1.8', lttng: tracerVersion }]))
    return {
      state: 'caution',
      summary: `${name} is older than traces of LTTng ${tracerVersion}.`,
      why: `LTTng 2.14 and later write what only Trace Compass 11.1 and later read. A newer one is at ${WHERE}.`,
      remedy: `xdg-open ${WHERE}`,
    };
  return { state: 'good', summary: `${name}: ${found.path}.` };
}
