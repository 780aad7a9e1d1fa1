import { createBody } from '@shared/engines/container-arguments';
import type { EngineId } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import { containerNameOf, HELPER_LABEL, RUN_LABEL } from '@shared/model/labels';
import { parseOrThrow } from '@shared/model/parse';
import { MOST_AT_ONCE, type Output, type RequestOf, type ValueOf } from '@shared/privilege/protocol';
import { z } from 'zod';
import { attachedOutput } from './attached-output';
import { begin, callEngine } from './engine-api';
import { inspectContainer, removeContainer, removeLabelled } from './made-container';
import { selinuxEnforces } from './selinux';
import type { SocketMounts } from './socket-mounts';

/** Where a traced program looks for the tracer's socket, inside the container. */
const GLOBAL_RUN_DIR = '/var/run/lttng';

interface Made {
  engine: EngineId;
  mount: string | undefined;
  /** Settles when its output is being listened to. */
  attached: Promise<unknown>;
}

/** The containers that this helper made, and what may be done with them. */
export class Containers {
  readonly #made = new Map<string, Made>();
  readonly #engines = new Set<EngineId>();
  #creating = 0;

  /**
   * @param label value of HELPER_LABEL on each, by which they are found after an accident
   * @param onChange is told before the first container of an engine is made
   */
  constructor(
    private readonly label: string,
    private readonly mounts: SocketMounts,
    private readonly onChange: () => void,
  ) {}

  get ids(): string[] {
    return [...this.#made.keys()];
  }

  /** Engines in which something of ours may be. */
  get engines(): EngineId[] {
    return [...this.#engines];
  }

  /** Image, words, environment and one socket: name, labels and all else are ours. @throws AppError as the engine says */
  async create(asked: RequestOf<'container-create'>): Promise<string> {
    if (this.#made.size + this.#creating >= MOST_AT_ONCE.containers)
      throw new AppError('config', `The helper holds at most ${MOST_AT_ONCE.containers} containers.`);
    this.#creating += 1;
    try {
      this.#engines.add(asked.engine);
      this.onChange();
      const mount = asked.socket ? await this.mounts.add(asked.socket.path) : undefined;
      return await this.#create(asked, mount).catch(async (error: unknown) => {
        if (mount) await this.mounts.remove(mount);
        throw error;
      });
    } finally {
      this.#creating -= 1;
    }
  }

  async #create(asked: RequestOf<'container-create'>, mount: string | undefined): Promise<string> {
    const { engine, runId, repetition, image, command, entrypoint, env, socket } = asked;
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
    this.#made.set(Id, { engine, mount, attached: Promise.resolve() });
    return Id;
  }

  /** Passes on its output until it ends; `pass` holds the engine up while the app does not read. */
  async logs(id: string, pass: (output: Output) => Promise<void>, signal: AbortSignal): Promise<void> {
    const made = this.#find(id);
    const path = `/containers/${id}/attach?stream=1&stdout=1&stderr=1`;
    const attaching = begin(made.engine, { method: 'POST', path, limitMs: null, signal });
    made.attached = attaching.catch(() => undefined); // told to who asked for the output
    for await (const output of attachedOutput(await attaching)) await pass(output);
  }

  async start(id: string): Promise<void> {
    const { engine, attached } = this.#find(id);
    await attached;
    await callEngine(engine, { method: 'POST', path: `/containers/${id}/start`, ok: [304] });
  }

  /** @returns its exit status, once it has ended; asked for after the start (a created one counts as ended) */
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
    this.#made.delete(id);
    if (mount) await this.mounts.remove(mount);
  }

  #find(id: string): Made {
    const made = this.#made.get(id);
    if (!made) throw new AppError('config', `The helper has made no container ${id.slice(0, 12)}.`);
    return made;
  }

  /** Removes all, by their label: also one whose making was cut off. @returns what did not go */
  async takeBack(): Promise<unknown[]> {
    const faults = await takeBackContainers(this.engines, this.label);
    await this.mounts.removeAll().catch((error: unknown) => faults.push(error));
    // The engine may be about to finish it: the guard, which comes later, looks by the label again.
    if (this.#creating > 0) faults.push(new AppError('cleanup', 'A container is still being made.'));
    if (faults.length === 0) this.#made.clear();
    return faults;
  }
}

/** @returns what did not go */
export async function takeBackContainers(engines: readonly EngineId[], label: string): Promise<unknown[]> {
  const removals = engines.map((engine) => removeLabelled(engine, `${HELPER_LABEL}=${label}`));
  const results = await Promise.allSettled(removals);
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : result.value));
}

const createdSchema = z.object({ Id: z.string().regex(/^[0-9a-f]{64}$/) });
const waitedSchema = z.object({ StatusCode: z.number().int() });
