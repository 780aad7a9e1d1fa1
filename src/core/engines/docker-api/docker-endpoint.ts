import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { chosenContext, contextHost } from './docker-context';

type Env = Readonly<Record<string, string | undefined>>;

const SYSTEM_SOCKET = '/var/run/docker.sock';

/** The socket of Docker, or why Docker cannot be used from here. */
export type DockerEndpoint =
  | {
      socket: string;
      /** Whether neither DOCKER_HOST nor a context names the socket. */
      isDefault: boolean;
      /** The source of the path, to follow the socket in a sentence; empty for the default socket. */
      namedBy: string;
      /** A command that helps when nothing listens on the socket. */
      remedy: string;
    }
  | { socket?: undefined; refusal: AppError; remedy: string };

/**
 * The endpoint of this user's `docker` command: DOCKER_HOST, else the context (docker-context.ts), else the default socket.
 * Follows the client's rules: docker/cli, `resolveContextName` in cli/command/cli.go.
 */
export function dockerEndpoint(env: Env): DockerEndpoint {
  const host = env['DOCKER_HOST'];
  if (host) {
    const remedy = 'unset DOCKER_HOST';
    const path = socketOf(host);
    if (path === undefined) return { refusal: notHere(`DOCKER_HOST is ${shown(host)}`, 'Unset DOCKER_HOST'), remedy };
    const namedBy = path === SYSTEM_SOCKET ? '' : ', the socket in DOCKER_HOST';
    return { socket: path, isDefault: false, namedBy, remedy: START };
  }
  const context = chosenContext(env);
  if (!context) return defaultEndpoint(env);
  const { name, setBy } = context;
  const [way, remedy] =
    setBy === 'DOCKER_CONTEXT'
      ? ['Unset DOCKER_CONTEXT', 'unset DOCKER_CONTEXT']
      : ['Run `docker context use default`', 'docker context use default'];
  const found = contextHost(name, env);
  if (found instanceof AppError) return { refusal: found, remedy };
  if (found === '') return defaultEndpoint(env); // an empty host is Docker's default
  const path = socketOf(found);
  if (path === undefined)
    return { refusal: notHere(`The Docker context ${JSON.stringify(name)} is at ${shown(found)}`, way), remedy };
  const start = path === SYSTEM_SOCKET ? START : path === rootlessSocket(env) ? START_ROOTLESS : remedy;
  return {
    socket: path,
    isDefault: false,
    namedBy: `, the socket of the Docker context ${JSON.stringify(name)}`,
    remedy: start,
  };
}

const START = 'sudo systemctl start docker';
const START_ROOTLESS = 'systemctl --user start docker';

const rootlessSocket = (env: Env): string => join(env['XDG_RUNTIME_DIR'] ?? '/nonexistent', 'docker.sock');

/** The system's socket if it exists, else the user's rootless one (docs.docker.com, "Rootless mode"). */
function defaultEndpoint(env: Env): DockerEndpoint {
  const rootless = rootlessSocket(env);
  const isRootless = !existsSync(SYSTEM_SOCKET) && existsSync(rootless);
  return isRootless
    ? { socket: rootless, isDefault: true, namedBy: '', remedy: START_ROOTLESS }
    : { socket: SYSTEM_SOCKET, isDefault: true, namedBy: '', remedy: START };
}

/**
 * The path of a host that is a unix socket. As in the client, a host without a scheme is a path if it starts with `/` or `./`,
 * else an address (docker/cli, `parseDockerDaemonHost` in opts/hosts.go; up to 28 the client read paths as addresses, too).
 * @returns undefined for every other host
 */
function socketOf(host: string): string | undefined {
  const trimmed = host.trim();
  if (trimmed === '') return SYSTEM_SOCKET;
  if (/^\.?\//.test(trimmed)) return resolve(trimmed);
  if (!trimmed.startsWith('unix://')) return undefined;
  const path = trimmed.slice('unix://'.length);
  return path === '' ? SYSTEM_SOCKET : resolve(path);
}

/** Removes a password from the address. */
const shown = (host: string): string => stripControls(host.trim()).replace(/^([a-z]+:\/\/[^\s/:@]*):[^\s/@]*@/i, '$1@');

const notHere = (what: string, way: string): AppError =>
  new AppError('config', `${what}, which is not a socket on this machine.`, {
    hint: `The tracer must run where the containers run. ${way}, or set DOCKER_HOST to a unix:// socket.`,
  });
