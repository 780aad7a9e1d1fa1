import { accessSync, constants, existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { AppError } from '@shared/model/app-error';
import type { EngineState } from '@shared/model/capabilities';
import type Docker from 'dockerode';
import { toInstall } from '../../files/install-hint';
import { engineError } from '../engine-error';
import type { EngineSetup } from '../engine-setup';
import { findProgram } from '../find-program';
import { socketClient } from './client';
import { dockerEndpoint } from './docker-endpoint';
import { ApiEngine } from './engine';
import { labelsOf, rootlessOf, versionOf } from './version-reply';

/** Docker, through the socket that dockerEndpoint returns. Its state does not depend on the `docker` client. */
export class DockerEngine extends ApiEngine {
  readonly id = 'docker';
  readonly endsWithUs = false;
  readonly #env: Record<string, string | undefined>;
  /** Lets close end requests that a stopped daemon never answers. They would keep the process alive. */
  readonly #agent = new Agent();

  constructor(setup: EngineSetup) {
    super();
    this.#env = setup.env;
  }

  /** @throws AppError `config` for an endpoint that is not a socket on this machine */
  protected async connect(): Promise<Docker> {
    const endpoint = dockerEndpoint(this.#env);
    if (endpoint.socket === undefined) throw endpoint.refusal;
    const { socket, namedBy, remedy } = endpoint;
    if (namedBy && !existsSync(socket))
      throw new AppError('missing', `Docker does not answer. Nothing listens on ${socket}${namedBy}.`, {
        hint: `Start Docker, or choose another engine. This may help: \`${remedy}\`.`,
      });
    return socketClient(socket, this.#agent);
  }

  async probe(): Promise<EngineState> {
    const base = { id: this.id, title: this.title, version: null, rootless: null };
    const endpoint = dockerEndpoint(this.#env);
    if (endpoint.socket === undefined)
      return { ...base, endpoint: '', state: 'broken', reason: endpoint.refusal.message, remedy: endpoint.remedy };
    const { socket, namedBy, remedy } = endpoint;
    const state = { ...base, endpoint: socket };
    if (!existsSync(socket) && endpoint.isDefault && !findProgram('dockerd', this.#env))
      return {
        ...state,
        state: 'missing',
        reason: 'Docker is not installed.',
        remedy: toInstall('docker'),
      };
    if (!existsSync(socket))
      return { ...state, state: 'stopped', reason: `Nothing listens on ${socket}${namedBy}.`, remedy };
    if (!isAccessible(socket))
      return {
        ...state,
        state: 'denied',
        reason: `You have no permission to use ${socket}${namedBy}.`,
        remedy: 'sudo usermod -aG docker "$USER"   # gives root\'s rights on this machine; then log in again',
      };
    try {
      const version = await this.call('return its version', (docker) => docker.version(), 5_000);
      const info: unknown = await this.call('return its settings', (docker) => docker.info(), 5_000);
      return {
        ...state,
        state: 'ready',
        version: versionOf(version),
        rootless: rootlessOf(info),
        labels: labelsOf(info),
        reason: `Docker ${versionOf(version)} answers.`,
      };
    } catch (error) {
      const failed = engineError(error, 'Docker did not answer', this.title);
      return failed.code === 'missing'
        ? { ...state, state: 'stopped', reason: `Nothing listens on ${socket}${namedBy}.`, remedy }
        : { ...state, state: 'broken', reason: failed.message, remedy: failed.hint ?? 'docker info' };
    }
  }

  async close(): Promise<void> {
    this.#agent.destroy();
  }
}

function isAccessible(socket: string): boolean {
  try {
    accessSync(socket, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
