import { DockerEngine } from '@core/engines/docker-api/docker';
import { LIMITS_ENV } from '@core/limits';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EngineStandIn, EXIT_CODE, startEngineStandIn } from '../setup/engine-stand-in';
import { scratchFolder } from '../setup/scratch';

vi.stubEnv(LIMITS_ENV, JSON.stringify({ engineAnswer: 1_500, engineLook: 100 })); // read once, at the first call

const scratch = scratchFolder();
const NEVER = new AbortController().signal;

describe('an engine (a stand-in) that is lost while a container runs', () => {
  let standIn: EngineStandIn;
  let engine: DockerEngine;
  let ended: Promise<number>;
  beforeEach(async () => {
    standIn = await startEngineStandIn(scratch.path);
    engine = new DockerEngine({ env: { DOCKER_HOST: `unix://${standIn.socket}` }, runtimeDir: scratch.path });
    ({ ended } = await engine.start('c', () => undefined, NEVER));
    await standIn.awaited;
  });
  afterEach(async () => {
    await engine.close();
    await standIn.close();
  });

  it('ends the wait when it ends', async () => {
    await standIn.close();
    await expect(ended).rejects.toMatchObject({ code: 'command', message: expect.stringContaining('Docker') });
  });

  it('ends the wait when it no longer answers', async () => {
    standIn.behave('silent');
    await expect(ended).rejects.toMatchObject({ code: 'command', message: expect.stringContaining('Docker') });
  });

  it('ends another call, too, when it no longer answers', async () => {
    standIn.behave('silent');
    await expect(engine.remove('c')).rejects.toMatchObject({ code: 'command' });
    await expect(ended).rejects.toMatchObject({ code: 'command' });
  });

  it('has the exit code of the container after its connections were closed in good order', async () => {
    standIn.behave('exited');
    standIn.dropConnections();
    await expect(ended).resolves.toBe(EXIT_CODE);
  });

  it('is waited for while it refuses to inspect the container', async () => {
    standIn.behave('refuses');
    standIn.dropConnections();
    let isOver = false;
    void ended.finally(() => {
      isOver = true;
    });
    await expect(engine.inspect('c')).rejects.toMatchObject({ code: 'command' });
    await expect(engine.inspect('c')).rejects.toMatchObject({ code: 'command' });
    expect(isOver).toBe(false);
    standIn.behave('exited');
    await expect(ended).resolves.toBe(EXIT_CODE);
  });
});
