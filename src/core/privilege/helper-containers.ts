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

type Asked = Omit<RequestOf<'container-create'>, 'id' | 'verb'>;

/** Containers that the helper makes, on whatever connection is up. */
export class HelperContainers implements RootContainers {
  readonly #made = new Map<string, Set<string>>();
  readonly #creating = new Map<string, Promise<unknown>>();

  /** @param up @throws AppError when there is no helper */
  constructor(private readonly up: () => HelperConnection) {}

  async create(engine: EngineId, runId: string, spec: ContainerSpec, signal: AbortSignal): Promise<string> {
    const asked = requestOf(engine, runId, spec);
    // Not given up half-way on a cancel: the helper would go on, and make it after the clean-up had looked for it.
    const creating = this.up().ask('container-create', asked);
    this.#creating.set(runId, creating);
    const { container } = await creating.finally(() => this.#creating.delete(runId));
    this.#made.set(runId, (this.#made.get(runId) ?? new Set()).add(container));
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled while the container was created.');
    return container;
  }

  async start(id: string, onOutput: (chunk: OutputChunk) => void): Promise<RunningContainer> {
    const helper = this.up();
    const delivered = helper.ask('container-logs', { container: id }, { onOutput }).catch(() => undefined); // its end is told by wait
    await helper.ask('container-start', { container: id });
    const waited = helper.ask('container-wait', { container: id });
    const look = (): Promise<undefined> => this.#requireAnswer(id);
    const ended = watched(waited, { look, everyMs: limits().engineLook }).then(async ({ exitCode }) => {
      await within(delivered, LAST_OUTPUT_MS, 'the end of the output').catch(() => undefined); // a grandchild may hold the pipe open
      return exitCode;
    });
    ended.catch(() => undefined); // read by whoever awaits it
    return { ended };
  }

  /** @throws AppError `command` when the engine does not answer any more, `missing` when it or the container is gone */
  async #requireAnswer(id: string): Promise<undefined> {
    try {
      await within(this.inspect(id), limits().engineAnswer, "The engine's answer");
    } catch (error) {
      if (isTimeLimit(error)) throw engineLost(error, 'The engine');
      if (toAppError(error).code === 'missing') throw error;
    }
  }

  inspect(id: string): Promise<RootContainerFacts> {
    return this.up().ask('container-inspect', { container: id });
  }

  async stop(id: string, graceS: number): Promise<void> {
    await this.up().ask('container-stop', { container: id, graceS });
  }

  async remove(id: string): Promise<void> {
    const known = [...this.#made.values()].find((ids) => ids.has(id));
    if (!known) return; // gone already
    await this.up().ask('container-remove', { container: id });
    known.delete(id);
  }

  async removeRun(runId: string): Promise<void> {
    await this.#creating.get(runId)?.catch(() => undefined); // told to who asked for it
    await Promise.all([...(this.#made.get(runId) ?? [])].map((id) => this.remove(id)));
    this.#made.delete(runId);
  }
}

/** @throws AppError `config` for what the helper does not do: it gives root's engine an image, words, variables, one socket */
function requestOf(engine: EngineId, runId: string, spec: ContainerSpec): Asked {
  const { name, image, command, entrypoint, env, volumes } = spec;
  const refused = (['workdir', 'user', 'network', 'cpus', 'memoryBytes'] as const).filter(
    (field) => spec[field] !== undefined,
  );
  const [socket, ...others] = [...volumes].reverse();
  const wanted = [...refused, ...(others.length > 0 || (socket && !socketOf(socket)) ? ['volumes'] : [])];
  if (wanted.length > 0)
    throw new AppError('config', `The helper makes containers without ${wanted.join(', ')}.`, {
      hint: 'Leave them out, choose an engine of your own (Podman), or get access to the engine.',
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

/** Without links in its path: the helper follows none. */
function socketOf({ source, target }: ContainerSpec['volumes'][number]): Asked['socket'] {
  const name = UST_SOCKETS.find((socket) => socket === basename(target));
  if (name === undefined) return undefined;
  return { path: realpathSync(source), name };
}
