import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { chosenContext, contextHost } from './docker-context';

type Env = Readonly<Record<string, string | undefined>>;

const SYSTEM_SOCKET = '/var/run/docker.sock';

/** Where Docker is reached, or why it cannot be reached from here. */
export type DockerEndpoint =
  | {
      socket: string;
      /** Neither DOCKER_HOST nor a context names it. */
      isUsual: boolean;
      /** What names it, to follow the socket in a sentence; empty for the usual one. */
      namedBy: string;
      /** A command that helps when nothing listens there. */
      remedy: string;
    }
  | { socket?: undefined; refusal: AppError; remedy: string };

/**
 * The endpoint of the `docker` command of this user: DOCKER_HOST, else the context (docker-context.ts), else the usual socket. As a
 * list of the client's own rules: docker/cli, `resolveContextName` in cli/command/cli.go.
 */
export function dockerEndpoint(env: Env): DockerEndpoint {
  const host = env['DOCKER_HOST'];
  if (host) {
    const remedy = 'unset DOCKER_HOST';
    const path = socketOf(host);
    if (path === undefined) return { refusal: notHere(`DOCKER_HOST is ${shown(host)}`, 'Unset DOCKER_HOST'), remedy };
    const namedBy = path === SYSTEM_SOCKET ? '' : ', which DOCKER_HOST names';
    return { socket: path, isUsual: false, namedBy, remedy: START };
  }
  const context = chosenContext(env);
  if (!context) return usual(env);
  const { name, setBy } = context;
  const [way, remedy] =
    setBy === 'DOCKER_CONTEXT'
      ? ['Unset DOCKER_CONTEXT', 'unset DOCKER_CONTEXT']
      : ['Run `docker context use default`', 'docker context use default'];
  const found = contextHost(name, env);
  if (found instanceof AppError) return { refusal: found, remedy };
  if (found === '') return usual(env); // Docker's own default
  const path = socketOf(found);
  if (path === undefined)
    return { refusal: notHere(`The Docker context ${JSON.stringify(name)} is at ${shown(found)}`, way), remedy };
  const start = path === SYSTEM_SOCKET ? START : path === rootlessSocket(env) ? START_ROOTLESS : remedy;
  return {
    socket: path,
    isUsual: false,
    namedBy: `, the socket of the Docker context ${JSON.stringify(name)}`,
    remedy: start,
  };
}

const START = 'sudo systemctl start docker';
const START_ROOTLESS = 'systemctl --user start docker';

const rootlessSocket = (env: Env): string => join(env['XDG_RUNTIME_DIR'] ?? '/nonexistent', 'docker.sock');

/** The system's socket, or where that one is not there the user's own (docs.docker.com, "Rootless mode"). */
function usual(env: Env): DockerEndpoint {
  const rootless = rootlessSocket(env);
  const isRootless = !existsSync(SYSTEM_SOCKET) && existsSync(rootless);
  return isRootless
    ? { socket: rootless, isUsual: true, namedBy: '', remedy: START_ROOTLESS }
    : { socket: SYSTEM_SOCKET, isUsual: true, namedBy: '', remedy: START };
}

/**
 * The path of a host that is a unix socket, as the client reads it: without a scheme what begins with `/` or `./` is a path, all
 * else an address (docker/cli, `parseDockerDaemonHost` in opts/hosts.go; up to 28 the client took a path for an address, too).
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

/** Leaves out a password in the address. */
const shown = (host: string): string => stripControls(host.trim()).replace(/^([a-z]+:\/\/[^\s/:@]*):[^\s/@]*@/i, '$1@');

const notHere = (what: string, way: string): AppError =>
  new AppError('config', `${what}, which is not a socket on this machine.`, {
    hint: `The tracer must run where the containers run. ${way}, or set DOCKER_HOST to a unix:// socket.`,
  });
