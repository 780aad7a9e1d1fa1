import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import type { ContainerSpec } from '@shared/engines/container-spec';
import type { EngineId } from '@shared/engines/registry';
import { AppError, toAppError } from '@shared/model/app-error';
import { containerNameOf } from '@shared/model/labels';
import type { RequestOf } from '@shared/privilege/protocol';
import { UST_SOCKETS } from '@shared/tracing/lttng-generation';
import type { OutputChunk, RunningContainer } from '../engines/engine';
import { engineLost } from '../engines/engine-error';
import { limits } from '../limits';
import { isTimeLimit, within } from '../process/wait-until';
import { watched } from '../process/watched';
import type { HelperConnection } from './helper-connection';
import type { RootContainerFacts, RootContainers } from './root-helper';

const LAST_OUTPUT_MS = 10_000;

type CreateRequest = Omit<RequestOf<'container-create'>, 'id' | 'verb'>;

/** Containers that the helper creates, on the current connection. */
export class HelperContainers implements RootContainers {
  readonly #made = new Map<string, Set<string>>();
  readonly #creating = new Map<string, Promise<unknown>>();

  /** @param connection returns the open connection; throws AppError when there is no helper */
  constructor(private readonly connection: () => HelperConnection) {}

  async create(engine: EngineId, runId: string, spec: ContainerSpec, signal: AbortSignal): Promise<string> {
    const request = requestOf(engine, runId, spec);
    // A cancel does not abort this call. The helper would continue, and create the container after the cleanup searched for it.
    const creating = this.connection().ask('container-create', request);
    this.#creating.set(runId, creating);
    const { container } = await creating.finally(() => this.#creating.delete(runId));
    this.#made.set(runId, (this.#made.get(runId) ?? new Set()).add(container));
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled while the container was created.');
    return container;
  }

  async start(id: string, onOutput: (chunk: OutputChunk) => void): Promise<RunningContainer> {
    const helper = this.connection();
    const delivered = helper.ask('container-logs', { container: id }, { onOutput }).catch(() => undefined); // wait reports the end
    await helper.ask('container-start', { container: id });
    const waited = helper.ask('container-wait', { container: id });
    const look = (): Promise<undefined> => this.#requireAnswer(id);
    const ended = watched(waited, { look, everyMs: limits().engineLook }).then(async ({ exitCode }) => {
      await within(delivered, LAST_OUTPUT_MS, 'the end of the output').catch(() => undefined); // a grandchild can keep the pipe open
      return exitCode;
    });
    ended.catch(() => undefined); // the caller handles the error
    return { ended };
  }

  /** @throws AppError `command` when the engine no longer answers, `missing` when it or the container no longer exists */
  async #requireAnswer(id: string): Promise<undefined> {
    try {
      await within(this.inspect(id), limits().engineAnswer, "The engine's answer");
    } catch (error) {
      if (isTimeLimit(error)) throw engineLost(error, 'The engine');
      if (toAppError(error).code === 'missing') throw error;
    }
  }

  inspect(id: string): Promise<RootContainerFacts> {
    return this.connection().ask('container-inspect', { container: id });
  }

  async stop(id: string, graceS: number): Promise<void> {
    await this.connection().ask('container-stop', { container: id, graceS });
  }

  async remove(id: string): Promise<void> {
    const known = [...this.#made.values()].find((ids) => ids.has(id));
    if (!known) return; // removed already
    await this.connection().ask('container-remove', { container: id });
    known.delete(id);
  }

  async removeRun(runId: string): Promise<void> {
    await this.#creating.get(runId)?.catch(() => undefined); // the caller of create handles the error
    await Promise.all([...(this.#made.get(runId) ?? [])].map((id) => this.remove(id)));
    this.#made.delete(runId);
  }
}

/** @throws AppError `config` for settings other than image, command, variables and the tracer's socket */
function requestOf(engine: EngineId, runId: string, spec: ContainerSpec): CreateRequest {
  const { name, image, command, entrypoint, env, volumes } = spec;
  const unsupported = (['workdir', 'user', 'network', 'cpus', 'memoryBytes'] as const).filter(
    (field) => spec[field] !== undefined,
  );
  const [socket, ...others] = [...volumes].reverse();
  const refused = [...unsupported, ...(others.length > 0 || (socket && !socketOf(socket)) ? ['volumes'] : [])];
  if (refused.length > 0)
    throw new AppError('config', `Containers that the helper starts do not support: ${refused.join(', ')}.`, {
      hint: 'Omit these settings, use an engine that needs no root (Podman), or get access to the engine.',
    });
  const repetition = Number(name.slice(containerNameOf(runId, 0).length - 1));
  return {
    engine,
    runId,
    repetition,
    image,
    command,
    ...(entrypoint ? { entrypoint } : {}),
    env: env.map((variable) => ({ name: variable.name, value: variable.value })),
    ...(socket ? { socket: socketOf(socket) } : {}),
  };
}

/** The socket with a resolved path, since the helper follows no symbolic links. */
function socketOf({ source, target }: ContainerSpec['volumes'][number]): CreateRequest['socket'] {
  const name = UST_SOCKETS.find((socket) => socket === basename(target));
  if (name === undefined) return undefined;
  return { path: realpathSync(source), name };
}
