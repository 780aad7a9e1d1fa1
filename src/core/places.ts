import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { isOwnFolder } from './files/own-file';
import { isPrivateTmp } from './private-tmp';
import { homeFolder } from './user-account';

/** The folders of the app. Every file that it creates by itself is in one of them. */
export interface Places {
  libraryDir: string;
  cacheDir: string;
  /** The workspaces of Trace Compass, one for each opened trace. */
  workspacesDir: string;
  /** The folder in which each process of the app creates its temporary runtime folder. */
  runtimeBase: string;
}

/**
 * The longest runtime base, bytes. The session daemon's longest socket path, `BASE/ct-XXXXXXXX/d/.lttng/ustconsumerd64/command`,
 * must be shorter than the 108 bytes of sun_path (unix(7)), or the daemon aborts.
 */
const LONGEST_RUNTIME_BASE = 107 - '/ct-12345678/d/.lttng/ustconsumerd64/command'.length;

/** Other sources of the library's location. An option has precedence over the environment, and that over the settings. */
export interface LibraryChoice {
  option?: string | undefined;
  setting?: string | null;
}

/**
 * The folder of the settings and saved setups. CONTAINERS_TRACE_CONFIG sets it without affecting the engines, which read
 * XDG_CONFIG_HOME, too. Ignores a relative XDG_CONFIG_HOME, as the XDG base directory specification requires.
 */
export function configDir(env: Record<string, string | undefined>): string {
  const ours = env['CONTAINERS_TRACE_CONFIG'];
  if (ours) return resolve(ours);
  const xdg = env['XDG_CONFIG_HOME'];
  const base = xdg && isAbsolute(xdg) ? xdg : join(homeFolder(env), '.config');
  return join(base, 'containers-trace');
}

/** Which source determines the library's location. */
export function librarySource(
  env: Record<string, string | undefined>,
  choice: LibraryChoice,
): 'option' | 'environment' | 'setting' | 'usual' {
  if (choice.option !== undefined) return 'option';
  if (env['CONTAINERS_TRACE_LIBRARY']) return 'environment';
  return choice.setting ? 'setting' : 'usual';
}

/**
 * The folders from the environment, with the XDG base directories as defaults.
 * @throws AppError `config` for a relative path, or a runtime folder that is too long for a socket's path
 */
export function defaultPlaces(env: Record<string, string | undefined>, choice: LibraryChoice = {}): Places {
  const data = (): string => env['XDG_DATA_HOME'] || join(homeFolder(env), '.local/share');
  const cache = (): string => env['XDG_CACHE_HOME'] || join(homeFolder(env), '.cache');
  return {
    libraryDir: resolve(
      choice.option ?? (env['CONTAINERS_TRACE_LIBRARY'] || choice.setting || join(data(), 'containers-trace/traces')),
    ),
    workspacesDir: resolve(env['CONTAINERS_TRACE_WORKSPACES'] || join(data(), 'containers-trace/workspaces')),
    cacheDir: resolve(env['CONTAINERS_TRACE_CACHE'] || join(cache(), 'containers-trace')),
    runtimeBase: runtimeBase(env),
  };
}

/**
 * The image folders in CONTAINERS_TRACE_IMAGES, separated by colons as in PATH. Ignores relative ones. The settings can name
 * more.
 */
export const imageDirsOf = (env: Record<string, string | undefined>): string[] =>
  (env['CONTAINERS_TRACE_IMAGES'] ?? '').split(':').filter(isAbsolute);

/**
 * How long to wait until Trace Compass has opened its workspace, from CONTAINERS_TRACE_VIEWER_WAIT in seconds.
 * @returns milliseconds; undefined if the variable is not set or not a positive number
 */
export function viewerWaitMs(env: Record<string, string | undefined>): number | undefined {
  const seconds = Number(env['CONTAINERS_TRACE_VIEWER_WAIT']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

function runtimeBase(env: Record<string, string | undefined>): string {
  const named = env['CONTAINERS_TRACE_RUNTIME_DIR'];
  if (named) {
    if (!isAbsolute(named))
      throw new AppError('config', 'CONTAINERS_TRACE_RUNTIME_DIR is not an absolute path.', {
        hint: 'Set CONTAINERS_TRACE_RUNTIME_DIR to a short absolute path, or unset it.',
      });
    if (Buffer.byteLength(named) > LONGEST_RUNTIME_BASE)
      throw new AppError(
        'config',
        `The path of the runtime folder has ${Buffer.byteLength(named)} bytes. At most ${LONGEST_RUNTIME_BASE} bytes are possible, because Linux limits the path of a socket to 107 bytes.`,
        {
          hint: 'Set CONTAINERS_TRACE_RUNTIME_DIR to a shorter path, or unset it.',
        },
      );
    return resolve(named);
  }
  const session = env['XDG_RUNTIME_DIR'];
  if (session && isAbsolute(session) && Buffer.byteLength(session) <= LONGEST_RUNTIME_BASE) return resolve(session);
  const temporary = Buffer.byteLength(tmpdir()) <= LONGEST_RUNTIME_BASE ? tmpdir() : '/tmp';
  return (isPrivateTmp(temporary) && folderOfService(env)) || temporary;
}

/**
 * A folder that the engines see, too, for a service whose /tmp is private: of RuntimeDirectory= in its unit (systemd.exec(5)), or
 * of the user's sessions. Rootless Podman uses the latter even without XDG_RUNTIME_DIR, and with it the mount namespace in which
 * it was first started.
 */
function folderOfService(env: Record<string, string | undefined>): string | undefined {
  const [unitFolder = ''] = (env['RUNTIME_DIRECTORY'] ?? '').split(':');
  if (isAbsolute(unitFolder) && Buffer.byteLength(unitFolder) <= LONGEST_RUNTIME_BASE) return resolve(unitFolder);
  return isOwnFolder(usersFolder()) ? usersFolder() : undefined;
}

const usersFolder = (): string => `/run/user/${process.getuid?.() ?? 0}`;

/** All folders that can contain this user's runtime folders, including those of processes with another environment. */
export function knownRuntimeBases(env: Record<string, string | undefined>): string[] {
  const session = env['XDG_RUNTIME_DIR'];
  const usual = [usersFolder(), tmpdir(), '/tmp'];
  const all = [runtimeBase(env), ...(session && isAbsolute(session) ? [session] : []), ...usual];
  return [...new Set(all.map((base) => resolve(base)))];
}
