import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { homeFolder } from './user-account';

/** The folders that we use; everything that we put on a machine is in one of them. */
export interface Places {
  libraryDir: string;
  cacheDir: string;
  /** Of Trace Compass, one for each trace that was opened in it. */
  workspacesDir: string;
  /** The folder in which each process of ours makes a short-lived runtime folder of its own. */
  runtimeBase: string;
}

/**
 * Longest runtime base, in characters: the session daemon's longest socket path, `BASE/ct-XXXXXXXX/d/.lttng/ustconsumerd64/command`,
 * must stay under the 108 bytes of sun_path (unix(7)); the daemon aborts otherwise.
 */
const LONGEST_RUNTIME_BASE = 107 - '/ct-12345678/d/.lttng/ustconsumerd64/command'.length;

/** What else may say where the library is, the first that is there: an option of the command line, the environment, the settings. */
export interface LibraryChoice {
  option?: string | undefined;
  setting?: string | null;
}

/**
 * The folder of what the user chose: settings and saved set-ups. CONTAINERS_TRACE_CONFIG says it for us alone, since
 * engines read XDG_CONFIG_HOME as well. A relative one is passed over, as the XDG base directory specification asks.
 */
export function configDir(env: Record<string, string | undefined>): string {
  const ours = env['CONTAINERS_TRACE_CONFIG'];
  if (ours) return resolve(ours);
  const asked = env['XDG_CONFIG_HOME'];
  const base = asked && isAbsolute(asked) ? asked : join(homeFolder(env), '.config');
  return join(base, 'containers-trace');
}

/** Which of them says where the library is. */
export function librarySource(
  env: Record<string, string | undefined>,
  choice: LibraryChoice,
): 'option' | 'environment' | 'setting' | 'usual' {
  if (choice.option !== undefined) return 'option';
  if (env['CONTAINERS_TRACE_LIBRARY']) return 'environment';
  return choice.setting ? 'setting' : 'usual';
}

/**
 * Where things are by the XDG base directories, or where the environment says.
 * @throws AppError `config` for a relative path, or a runtime folder that is too long for a socket's path
 */
export function defaultPlaces(env: Record<string, string | undefined>, choice: LibraryChoice = {}): Places {
  const home = homeFolder(env);
  const data = env['XDG_DATA_HOME'] || join(home, '.local/share');
  const cache = env['XDG_CACHE_HOME'] || join(home, '.cache');
  return {
    libraryDir: resolve(
      choice.option ?? (env['CONTAINERS_TRACE_LIBRARY'] || choice.setting || join(data, 'containers-trace/traces')),
    ),
    workspacesDir: resolve(env['CONTAINERS_TRACE_WORKSPACES'] || join(data, 'containers-trace/workspaces')),
    cacheDir: resolve(env['CONTAINERS_TRACE_CACHE'] || join(cache, 'containers-trace')),
    runtimeBase: runtimeBase(env),
  };
}

/**
 * The folders of images that CONTAINERS_TRACE_IMAGES names, colons between, as PATH has them; the settings name others.
 * What is relative is passed over.
 */
export const imageDirsOf = (env: Record<string, string | undefined>): string[] =>
  (env['CONTAINERS_TRACE_IMAGES'] ?? '').split(':').filter(isAbsolute);

/**
 * How long Trace Compass may take until it has its workspace, by CONTAINERS_TRACE_VIEWER_WAIT in seconds.
 * @returns milliseconds; undefined where the environment does not say
 */
export function viewerWaitMs(env: Record<string, string | undefined>): number | undefined {
  const seconds = Number(env['CONTAINERS_TRACE_VIEWER_WAIT']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

function runtimeBase(env: Record<string, string | undefined>): string {
  const asked = env['CONTAINERS_TRACE_RUNTIME_DIR'];
  if (asked) {
    if (!isAbsolute(asked))
      throw new AppError('config', 'CONTAINERS_TRACE_RUNTIME_DIR is not an absolute path.', {
        hint: 'Set CONTAINERS_TRACE_RUNTIME_DIR to a short absolute path, or unset it.',
      });
    if (Buffer.byteLength(asked) > LONGEST_RUNTIME_BASE)
      throw new AppError(
        'config',
        `The runtime folder's path has ${Buffer.byteLength(asked)} bytes; a socket's path ends at 108, which leaves ${LONGEST_RUNTIME_BASE} for it.`,
        {
          hint: 'Set CONTAINERS_TRACE_RUNTIME_DIR to a shorter path, or unset it.',
        },
      );
    return resolve(asked);
  }
  const session = env['XDG_RUNTIME_DIR'];
  if (session && isAbsolute(session) && Buffer.byteLength(session) <= LONGEST_RUNTIME_BASE) return resolve(session);
  const temporary = tmpdir();
  return Buffer.byteLength(temporary) <= LONGEST_RUNTIME_BASE ? temporary : '/tmp';
}

/** Where runtime folders of this user may be that another process of ours made, in whatever environment. */
export function knownRuntimeBases(env: Record<string, string | undefined>): string[] {
  const session = env['XDG_RUNTIME_DIR'];
  const usual = [`/run/user/${process.getuid?.() ?? 0}`, tmpdir(), '/tmp'];
  const all = [runtimeBase(env), ...(session && isAbsolute(session) ? [session] : []), ...usual];
  return [...new Set(all.map((base) => resolve(base)))];
}
