import { findViewer, isProgram, type ViewerPlaces, viewerVersion } from '../viewer/find-viewer';
import type { Finding } from './finding';

const WHERE = 'https://eclipse.dev/tracecompass';

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
  if (tracerVersion && found.version && !reads(found.version, tracerVersion))
    return {
      state: 'caution',
      summary: `${name} is older than traces of LTTng ${tracerVersion}.`,
      why: `LTTng 2.14 and later write what only Trace Compass 11.1 and later read. A newer one is at ${WHERE}.`,
      remedy: `xdg-open ${WHERE}`,
    };
  return { state: 'good', summary: `${name}: ${found.path}.` };
}

/** LTTng up to 2.13 is read by every version, 2.14 from 11.1 on (release notes of Trace Compass). */
function reads(viewer: string, tracer: string): boolean {
  return !isAtLeast(tracer, 2, 14) || isAtLeast(viewer, 11, 1);
}

function isAtLeast(version: string, wantedMajor: number, wantedMinor: number): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
