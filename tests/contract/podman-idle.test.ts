import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { PodmanEngine } from '@core/engines/podman/engine';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { processes } from '../setup/process-table';
import { removeTree } from '../setup/remove-tree';
import { world } from '../setup/world-state';
import { becomePlainUser } from './suite/become-plain-user';
import { create, type Subject, shell, specOf } from './suite/subject';

const IDLE_S = 1;

inWorld("Podman's service", () => {
  let folder = '';
  let engine: PodmanEngine;
  beforeAll(() => {
    becomePlainUser();
    const { actors } = world();
    Object.assign(process.env, actors.user.env);
    folder = mkdtempSync(join(actors.user.runtimeBase, 'idle-'));
    mkdirSync(join(folder, 'run'));
    engine = new PodmanEngine({ env: process.env, runtimeDir: join(folder, 'run') }, IDLE_S);
  });
  afterAll(async () => {
    await engine.close();
    removeTree(folder);
  });

  /** Processes with the service's socket in their arguments: timeout(1), podman, and podman again in its user namespace. */
  const services = (): number =>
    processes().filter(({ command }) => command.includes(join(folder, 'run/podman.sock'))).length;

  it('is our own service, even if the environment names another engine, machine or service manager', async () => {
    vi.stubEnv('DOCKER_HOST', 'ssh://me@box');
    vi.stubEnv('CONTAINER_HOST', 'ssh://me@box/run/podman.sock');
    vi.stubEnv('CONTAINER_CONNECTION', 'elsewhere');
    vi.stubEnv('LISTEN_FDS', '1');
    vi.stubEnv('LISTEN_PID', '1');
    vi.stubEnv('NOTIFY_SOCKET', '/nonexistent');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await engine.probe()).toMatchObject({ state: 'ready' });
    await awaitCondition(() => services() === 0, { what: "Podman's service to end", timeoutMs: 20_000 });
  });

  it('ends when it is idle, and starts again for the next request', async () => {
    for (let round = 0; round < 2; round += 1) {
      const states = await Promise.all([1, 2, 3].map(() => engine.probe()));
      expect(states.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
      expect(services()).toBeGreaterThan(0);
      await awaitCondition(() => services() === 0, { what: "Podman's service to end", timeoutMs: 20_000 });
    }
  });

  it('stays as long as a container of ours is running', async () => {
    const subject = { engine, state: world() } as unknown as Subject;
    const id = await create(subject, specOf(subject, shell(`sleep ${4 * IDLE_S}; echo over`)));
    let output = '';
    const { ended } = await engine.start(id, ({ text }) => {
      output += text;
    });
    expect(await ended).toBe(0);
    expect(output).toBe('over\n');
  });

  it('has ended with all its processes when close() resolves, so the next service finds its storage intact', async () => {
    expect((await engine.probe()).state).toBe('ready');
    expect(services()).toBeGreaterThan(0);
    await engine.close();
    expect(services()).toBe(0);
  });
});
