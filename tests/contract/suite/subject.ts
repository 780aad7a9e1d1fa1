import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, OutputChunk } from '@core/engines/engine';
import { openEngine } from '@core/engines/registry';
import type { ContainerSpec } from '@shared/engines/container-spec';
import type { EngineId } from '@shared/engines/registry';
import { RUN_LABEL } from '@shared/model/labels';
import Docker from 'dockerode';
import { onTestFinished } from 'vitest';
import { removeTree } from '../../setup/remove-tree';
import { type Actor, type WorldState, world } from '../../setup/world-state';
import { procInspect } from './proc-inspect';

/** The engine's own data about containers, in the format of Docker's API. */
export type Raw = Pick<Docker, 'getContainer' | 'listContainers'>;

/** One engine under test. */
export interface Subject {
  engine: Engine;
  rootless: boolean;
  /** The engine's API without the product's code. */
  raw: Raw;
  state: WorldState;
  /** A folder for this suite only. */
  folder: string;
  close(): Promise<void>;
}

export const NEVER = new AbortController().signal;
let runs = 0;

/** Opens an engine of the test world for the user that this process is. */
export function openSubject(id: EngineId, actor: Actor): Subject {
  const state = world();
  Object.assign(process.env, state.actors[actor].env);
  const folder = mkdtempSync(join(state.actors[actor].runtimeBase, 'contract-'));
  const runtimeDir = join(folder, 'run');
  mkdirSync(runtimeDir);
  process.env['CONTAINERS_TRACE_CACHE'] = join(folder, 'cache'); // outside the set-up's cache, which belongs to root
  const engine = openEngine(id, { env: process.env, runtimeDir });
  return {
    engine,
    rootless: actor === 'user',
    raw: rawOf(id, engine, runtimeDir, state),
    state,
    folder,
    close: async () => {
      await engine.close();
      removeTree(folder);
    },
  };
}

/** Apptainer has no API, so the data comes from the kernel. */
function rawOf(id: EngineId, engine: Engine, runtimeDir: string, { docker }: WorldState): Raw {
  if (id === 'apptainer') return procInspect(engine, runtimeDir) as unknown as Raw;
  return new Docker({ socketPath: id === 'docker' ? docker.socket : join(runtimeDir, 'podman.sock') });
}

/** A run id that no other test uses. */
export function newRunId(): string {
  runs += 1;
  return `20260101-000000-${(process.pid % 0xfff).toString(16).padStart(3, '0')}${runs.toString(16).padStart(3, '0')}`;
}

/** The demo image with a command and other options. */
export function specOf(subject: Subject, command: string[], more: Partial<ContainerSpec> = {}): ContainerSpec {
  const runId = newRunId();
  return {
    name: `ct-${runId}-1`,
    image: subject.state.images.demo,
    command,
    env: [],
    labels: { [RUN_LABEL]: runId },
    volumes: [],
    network: 'none',
    ...more,
  };
}

export const shell = (script: string): string[] => ['sh', '-c', script];

/** Creates a container that is removed when the test ends, however it ends. */
export async function create(subject: Subject, spec: ContainerSpec): Promise<string> {
  const id = await subject.engine.create(spec, NEVER);
  onTestFinished(() => subject.engine.remove(id));
  return id;
}

export interface Ran {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Creates and starts a container and waits for its end. */
export async function run(subject: Subject, spec: ContainerSpec): Promise<Ran> {
  const id = await create(subject, spec);
  const chunks: OutputChunk[] = [];
  const { ended } = await subject.engine.start(id, (chunk) => void chunks.push(chunk), NEVER);
  const exitCode = await ended;
  const of = (stream: OutputChunk['stream']): string =>
    chunks
      .filter((chunk) => chunk.stream === stream)
      .map((chunk) => chunk.text)
      .join('');
  return { exitCode, stdout: of('stdout'), stderr: of('stderr') };
}

/** Starts a container that keeps running. Resolves when it has printed the word. */
export async function startUntil(subject: Subject, spec: ContainerSpec, word: string) {
  const id = await create(subject, spec);
  let output = '';
  let notify: () => void = () => undefined;
  const printed = new Promise<void>((resolve) => {
    notify = resolve;
  });
  const running = await subject.engine.start(
    id,
    (chunk) => {
      output += chunk.text;
      if (output.includes(word)) notify();
    },
    NEVER,
  );
  await Promise.race([
    printed,
    running.ended.then((code) => {
      if (!output.includes(word)) throw new Error(`It ended with ${code} before it printed ${word}: ${output}`);
    }),
  ]);
  return { id, ended: running.ended };
}
