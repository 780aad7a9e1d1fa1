import { socketClient } from '@core/engines/docker-api/client';
import { afterEach, describe, expect, it, vi } from 'vitest';

const SOCKET = '/run/ours/engine.sock';

/** All that the client knows of where to go: docker-modem keeps it in plain fields. */
const facts = async (): Promise<unknown> => JSON.parse(JSON.stringify((await socketClient(SOCKET)).modem));

describe('a client of an engine on a socket', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    { DOCKER_HOST: 'ssh://me@box', SSH_AUTH_SOCK: '/run/agent' },
    { DOCKER_HOST: 'tcp://192.0.2.1:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/nonexistent' },
    { DOCKER_HOST: 'tcp://192.0.2.1:2375', DOCKER_PATH_PREFIX: '/p', DOCKER_CLIENT_TIMEOUT: '5' },
    { DOCKER_HOST: 'tcp://[' },
    { DOCKER_HOST: 'unix:///another.sock' },
  ])('goes there and nowhere else with %j in the environment', async (env) => {
    vi.stubEnv('DOCKER_HOST', undefined);
    const plain = await facts();
    expect(plain).toMatchObject({ socketPath: SOCKET, protocol: 'http' });
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(await facts()).toEqual(plain);
    expect(process.env['DOCKER_HOST']).toBe(env.DOCKER_HOST);
  });
});
