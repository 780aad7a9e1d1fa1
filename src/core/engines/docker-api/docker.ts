import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { EngineState } from '@shared/model/capabilities';
import Docker from 'dockerode';
import { engineError } from '../engine-error';
import type { EngineSetup } from '../engine-setup';
import { findProgram } from '../find-program';
import { ApiEngine } from './engine';
import { rootlessOf, versionOf } from './version-reply';

const SYSTEM_SOCKET = '/var/run/docker.sock';

/** Docker, by the socket that DOCKER_HOST names, the system's, or the user's own rootless one. A client on PATH proves nothing. */
export class DockerEngine extends ApiEngine {
  readonly id = 'docker';
  readonly endsWithUs = false;
  readonly #env: Record<string, string | undefined>;

  constructor(setup: EngineSetup) {
    super();
    this.#env = setup.env;
  }

  protected async connect(): Promise<Docker> {
    return new Docker({ socketPath: this.#socket() });
  }

  /** @throws AppError `config` for a DOCKER_HOST that is not a socket on this machine: traces are made here */
  #socket(): string {
    const host = this.#env['DOCKER_HOST'];
    if (host) {
      if (!host.startsWith('unix://'))
        throw new AppError('config', `DOCKER_HOST is ${host}, which is not on this machine.`, {
          hint: 'Unset it, or set it to a unix:// socket: the tracer must run where the containers run.',
        });
      return host.slice('unix://'.length);
    }
    const rootless = join(this.#env['XDG_RUNTIME_DIR'] ?? '/nonexistent', 'docker.sock');
    return !existsSync(SYSTEM_SOCKET) && existsSync(rootless) ? rootless : SYSTEM_SOCKET;
  }

  async probe(): Promise<EngineState> {
    const base = { id: this.id, title: this.title, version: null, rootless: null };
    try {
      const socket = this.#socket();
      const state = { ...base, endpoint: socket };
      if (!existsSync(socket) && !this.#env['DOCKER_HOST'] && !findProgram('dockerd', this.#env))
        return {
          ...state,
          state: 'missing',
          reason: 'Docker is not installed.',
          remedy: 'sudo apt-get install docker.io',
        };
      if (!existsSync(socket))
        return {
          ...state,
          state: 'stopped',
          reason: `Nothing listens on ${socket}.`,
          remedy: 'sudo systemctl start docker',
        };
      if (!mayUse(socket))
        return {
          ...state,
          state: 'denied',
          reason: `${socket} is there, but you may not use it.`,
          remedy: 'sudo usermod -aG docker "$USER"   # gives root\'s rights on this machine; then log in again',
        };
      const version = await this.call('tell its version', (docker) => docker.version(), 5_000);
      const info: unknown = await this.call('tell about itself', (docker) => docker.info(), 5_000);
      return {
        ...state,
        state: 'ready',
        version: versionOf(version),
        rootless: rootlessOf(info),
        reason: `Docker ${versionOf(version)} answers.`,
      };
    } catch (error) {
      const failed = engineError(error, 'Docker did not answer', this.title);
      const stopped = failed.code === 'missing';
      return {
        ...base,
        endpoint: this.#env['DOCKER_HOST'] ?? SYSTEM_SOCKET,
        state: stopped ? 'stopped' : 'broken',
        reason: failed.message,
        remedy: stopped ? 'sudo systemctl start docker' : (failed.hint ?? 'docker info'),
      };
    }
  }

  async close(): Promise<void> {
    // nothing of ours runs for Docker
  }
}

function mayUse(socket: string): boolean {
  try {
    accessSync(socket, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
