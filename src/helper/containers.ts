import { createBody } from '@shared/engines/container-arguments';
import type { EngineId } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import { containerNameOf, HELPER_LABEL, RUN_LABEL } from '@shared/model/labels';
import { parseOrThrow } from '@shared/model/parse';
import { MOST_AT_ONCE, type Output, type RequestOf, type ValueOf } from '@shared/privilege/protocol';
import { z } from 'zod';
import { attachedOutput } from './attached-output';
import { callEngine, openCall } from './engine-api';
import { inspectContainer, removeContainer, removeLabelled } from './made-container';
import { selinuxEnforces } from './selinux';
import type { SocketMounts } from './socket-mounts';

/** Folder in the container in which a traced program looks for the tracer's socket. */
const GLOBAL_RUN_DIR = '/var/run/lttng';

interface CreatedContainer {
  engine: EngineId;
  mount: string | undefined;
  /** Settles when the helper is attached to the output. */
  attached: Promise<unknown>;
}

/** Creates containers and controls those that this helper created, and no others. */
export class Containers {
  readonly #created = new Map<string, CreatedContainer>();
  readonly #engines = new Set<EngineId>();
  #creating = 0;

  /**
   * @param label value of HELPER_LABEL on each container, by which the guard finds them
   * @param onChange called before the first container of an engine is created
   */
  constructor(
    private readonly label: string,
    private readonly mounts: SocketMounts,
    private readonly onChange: () => void,
  ) {}

  get ids(): string[] {
    return [...this.#created.keys()];
  }

  /** Engines that can have containers of this helper. */
  get engines(): EngineId[] {
    return [...this.#engines];
  }

  /**
   * Creates a container with the requested image, command, environment and socket. The helper sets the name, labels and all other
   * properties.
   * @throws AppError the engine's error
   */
  async create(request: RequestOf<'container-create'>): Promise<string> {
    if (this.#created.size + this.#creating >= MOST_AT_ONCE.containers)
      throw new AppError('config', `The helper supports at most ${MOST_AT_ONCE.containers} containers at a time.`);
    this.#creating += 1;
    try {
      this.#engines.add(request.engine);
      this.onChange();
      const mount = request.socket ? await this.mounts.add(request.socket.path) : undefined;
      return await this.#create(request, mount).catch(async (error: unknown) => {
        if (mount) await this.mounts.remove(mount);
        throw error;
      });
    } finally {
      this.#creating -= 1;
    }
  }

  async #create(request: RequestOf<'container-create'>, mount: string | undefined): Promise<string> {
    const { engine, runId, repetition, image, command, entrypoint, env, socket } = request;
    const { name, ...body } = createBody({
      name: containerNameOf(runId, repetition),
      image,
      command,
      entrypoint,
      env: env.map((variable) => ({ ...variable, secret: false })),
      labels: { [RUN_LABEL]: runId, [HELPER_LABEL]: this.label },
      confined: true,
      volumes: mount && socket ? [{ source: mount, target: `${GLOBAL_RUN_DIR}/${socket.name}`, readOnly: true }] : [],
      unlabelled: mount !== undefined && selinuxEnforces(),
    });
    const reply = await callEngine(engine, { method: 'POST', path: `/containers/create?name=${name}`, body });
    const { Id } = parseOrThrow(createdSchema, reply, "The engine's answer to create");
    this.#created.set(Id, { engine, mount, attached: Promise.resolve() });
    return Id;
  }

  /** Passes on the container's output until it ends. Reads no further output until `pass` has resolved. */
  async logs(id: string, pass: (output: Output) => Promise<void>, signal: AbortSignal): Promise<void> {
    const container = this.#find(id);
    const path = `/containers/${id}/attach?stream=1&stdout=1&stderr=1`;
    const attaching = openCall(container.engine, { method: 'POST', path, limitMs: null, signal });
    container.attached = attaching.catch(() => undefined); // the request for the output gets the error
    for await (const output of attachedOutput(await attaching)) await pass(output);
  }

  async start(id: string): Promise<void> {
    const { engine, attached } = this.#find(id);
    await attached;
    await callEngine(engine, { method: 'POST', path: `/containers/${id}/start`, ok: [304] });
  }

  /** Waits for the container's end. Call it after the start, since a created container counts as ended. @returns the exit status */
  async wait(id: string, signal: AbortSignal): Promise<number> {
    const { engine } = this.#find(id);
    const reply = await callEngine(engine, { method: 'POST', path: `/containers/${id}/wait`, limitMs: null, signal });
    return parseOrThrow(waitedSchema, reply, "The engine's answer to wait").StatusCode;
  }

  inspect(id: string): Promise<ValueOf<'container-inspect'>> {
    return inspectContainer(this.#find(id).engine, id);
  }

  async stop(id: string, graceS: number): Promise<void> {
    const { engine } = this.#find(id);
    const path = `/containers/${id}/stop?t=${graceS}`;
    await callEngine(engine, { method: 'POST', path, ok: [304, 404], limitMs: (graceS + 30) * 1000 });
  }

  async remove(id: string): Promise<void> {
    const { engine, mount } = this.#find(id);
    await removeContainer(engine, id);
    this.#created.delete(id);
    if (mount) await this.mounts.remove(mount);
  }

  #find(id: string): CreatedContainer {
    const container = this.#created.get(id);
    if (!container) throw new AppError('config', `The helper did not create the container ${id.slice(0, 12)}.`);
    return container;
  }

  /** Removes all containers by their label, including one whose creation was aborted. @returns the errors */
  async cleanUp(): Promise<unknown[]> {
    const errors = await removeContainers(this.engines, this.label);
    await this.mounts.removeAll().catch((error: unknown) => errors.push(error));
    // The engine may still finish its creation. The guard searches for the label again later.
    if (this.#creating > 0) errors.push(new AppError('cleanup', 'The engine is still creating a container.'));
    if (errors.length === 0) this.#created.clear();
    return errors;
  }
}

/** Removes the containers with a label from several engines. @returns the errors */
export async function removeContainers(engines: readonly EngineId[], label: string): Promise<unknown[]> {
  const removals = engines.map((engine) => removeLabelled(engine, `${HELPER_LABEL}=${label}`));
  const results = await Promise.allSettled(removals);
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : result.value));
}

const createdSchema = z.object({ Id: z.string().regex(/^[0-9a-f]{64}$/) });
const waitedSchema = z.object({ StatusCode: z.number().int() });
