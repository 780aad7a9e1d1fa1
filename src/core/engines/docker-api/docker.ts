import { accessSync, constants, existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { AppError } from '@shared/model/app-error';
import type { EngineState } from '@shared/model/capabilities';
import type Docker from 'dockerode';
import { engineError } from '../engine-error';
import type { EngineSetup } from '../engine-setup';
import { findProgram } from '../find-program';
import { socketClient } from './client';
import { dockerEndpoint } from './docker-endpoint';
import { ApiEngine } from './engine';
import { labelsOf, rootlessOf, versionOf } from './version-reply';

/** Docker, by the socket that DOCKER_HOST or the user's Docker context names, the system's, or the user's own rootless one. A client on PATH proves nothing. */
export class DockerEngine extends ApiEngine {
  readonly id = 'docker';
  readonly endsWithUs = false;
  readonly #env: Record<string, string | undefined>;
  /** Of our own, so that close also ends requests that a stopped daemon never answers: they keep a process alive. */
  readonly #agent = new Agent();

  constructor(setup: EngineSetup) {
    super();
    this.#env = setup.env;
  }

  /** @throws AppError `config` for an endpoint that is not a socket on this machine: traces are made here */
  protected async connect(): Promise<Docker> {
    const endpoint = dockerEndpoint(this.#env);
    if (endpoint.socket === undefined) throw endpoint.refusal;
    const { socket, namedBy, remedy } = endpoint;
    if (namedBy && !existsSync(socket))
      throw new AppError('missing', `Docker does not answer: nothing listens on ${socket}${namedBy}.`, {
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
    if (!existsSync(socket) && endpoint.isUsual && !findProgram('dockerd', this.#env))
      return {
        ...state,
        state: 'missing',
        reason: 'Docker is not installed.',
        remedy: 'sudo apt-get install docker.io',
      };
    if (!existsSync(socket))
      return { ...state, state: 'stopped', reason: `Nothing listens on ${socket}${namedBy}.`, remedy };
    if (!mayUse(socket))
      return {
        ...state,
        state: 'denied',
        reason: `${socket}${namedBy}${namedBy && ','} is there, but you may not use it.`,
        remedy: 'sudo usermod -aG docker "$USER"   # gives root\'s rights on this machine; then log in again',
      };
    try {
      const version = await this.call('tell its version', (docker) => docker.version(), 5_000);
      const info: unknown = await this.call('tell about itself', (docker) => docker.info(), 5_000);
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

function mayUse(socket: string): boolean {
  try {
    accessSync(socket, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
