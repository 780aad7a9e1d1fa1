import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DockerEngine } from '@core/engines/docker-api/docker';
import { dockerEndpoint } from '@core/engines/docker-api/docker-endpoint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ct-docker-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function writeConfig(text: string, folder = join(home, '.docker')): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), text);
}

function writeContext(name: string, meta: unknown, folder = join(home, '.docker')): void {
  const at = join(folder, 'contexts/meta', createHash('sha256').update(name).digest('hex'));
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'meta.json'), JSON.stringify(meta));
}

const at = (host: string) => ({ Name: 'x', Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } });
const usual = '/var/run/docker.sock';
const endpoint = (env: Record<string, string> = {}) => dockerEndpoint({ HOME: home, ...env });

describe('the endpoint of Docker that DOCKER_HOST names', () => {
  it.each([
    ['unix:///run/x/docker.sock', '/run/x/docker.sock'],
    ['/run/x/docker.sock', '/run/x/docker.sock'],
    ['./docker.sock', resolve('docker.sock')],
    [' unix:///run/x/docker.sock ', '/run/x/docker.sock'],
    ['unix://', usual],
    [' ', usual],
  ])('is the socket of %j', (host, socket) => {
    expect(endpoint({ DOCKER_HOST: host })).toMatchObject({ socket });
  });

  it.each(['tcp://192.0.2.1:2375', 'ssh://me@box', 'localhost:2375', 'run/docker.sock', 'UNIX:///run/x', 'fd://3'])(
    'is refused by its name when it is %j',
    (host) => {
      const found = endpoint({ DOCKER_HOST: host });
      expect(found).toMatchObject({ refusal: { code: 'config' }, remedy: 'unset DOCKER_HOST' });
      expect('refusal' in found && found.refusal.message).toContain(host);
    },
  );

  it('is shown without its password', () => {
    const found = endpoint({ DOCKER_HOST: 'ssh://me:hidden@box' });
    expect('refusal' in found && found.refusal.message).toContain('ssh://me@box');
  });
});

describe('the endpoint of Docker that a context names', () => {
  beforeEach(() => {
    writeContext('here', at('unix:///run/here.sock'));
    writeContext('far', at('tcp://192.0.2.1:2375'));
    writeContext('over ssh', at('ssh://me@box'));
  });

  it('is that of config.json', () => {
    writeConfig('{"auths": {}, "currentContext": "here"}');
    expect(endpoint()).toMatchObject({ socket: '/run/here.sock', isDefault: false });
    expect(endpoint()).toMatchObject({ namedBy: expect.stringContaining('"here"') });
  });

  it('is that of DOCKER_CONTEXT before config.json, and of DOCKER_HOST before both', () => {
    writeConfig('{"currentContext": "far"}');
    expect(endpoint({ DOCKER_CONTEXT: 'here' })).toMatchObject({ socket: '/run/here.sock' });
    expect(endpoint({ DOCKER_CONTEXT: 'here', DOCKER_HOST: 'unix:///h' })).toMatchObject({ socket: '/h' });
    expect(endpoint({ DOCKER_CONTEXT: 'default' })).toMatchObject({ socket: usual, isDefault: true });
    expect(endpoint({ DOCKER_CONTEXT: 'here', DOCKER_HOST: '' })).toMatchObject({ socket: '/run/here.sock' });
  });

  it('is read below DOCKER_CONFIG', () => {
    const folder = join(home, 'elsewhere');
    writeConfig('{"currentContext": "mine"}', folder);
    writeContext('mine', at('unix:///run/mine.sock'), folder);
    expect(endpoint({ DOCKER_CONFIG: folder })).toMatchObject({ socket: '/run/mine.sock' });
  });

  it.each([
    ['far', 'tcp://192.0.2.1:2375'],
    ['over ssh', 'ssh://me@box'],
  ])('is refused by the name of the context when %j is not on this machine', (name, host) => {
    writeConfig(JSON.stringify({ currentContext: name }));
    const fromFile = endpoint();
    expect(fromFile).toMatchObject({ refusal: { code: 'config' }, remedy: 'docker context use default' });
    expect('refusal' in fromFile && fromFile.refusal.message).toContain(`"${name}"`);
    expect('refusal' in fromFile && fromFile.refusal.message).toContain(host);
    expect(endpoint({ DOCKER_CONTEXT: name })).toMatchObject({ remedy: 'unset DOCKER_CONTEXT' });
  });

  it.each([
    ['does not exist', () => undefined],
    ['has no Docker endpoint', () => writeContext('lost', { Endpoints: { kubernetes: {} } })],
    ['has a host that is no text', () => writeContext('lost', { Endpoints: { docker: { Host: 5 } } })],
    ['is empty', () => writeContext('lost', '')],
  ])('is refused by the name of a context that %s', (_what, write) => {
    write();
    const found = endpoint({ DOCKER_CONTEXT: 'lost' });
    expect(found).toMatchObject({ refusal: { code: 'config' } });
    expect('refusal' in found && found.refusal.message).toContain('"lost"');
  });

  it.each(['{broken', '[]', '{"currentContext": 5}', '{"currentContext": ""}', '{"currentContext": "default"}', '{}'])(
    'is the usual one when config.json is %j, as for the docker command',
    (text) => {
      writeConfig(text);
      expect(endpoint()).toMatchObject({ socket: usual, isDefault: true });
    },
  );

  it('is named by the engine when nothing listens there, or when it is not here', async () => {
    const engine = (context: string): DockerEngine =>
      new DockerEngine({ env: { HOME: home, DOCKER_CONTEXT: context }, runtimeDir: home });
    writeContext('gone', at(`unix://${home}/gone.sock`));
    expect(await engine('gone').probe()).toMatchObject({ state: 'stopped', reason: expect.stringContaining('"gone"') });
    expect(await engine('far').probe()).toMatchObject({
      state: 'broken',
      reason: expect.stringContaining('"far"'),
      remedy: 'unset DOCKER_CONTEXT',
    });
    const told = (code: string, name: string) => ({ code, message: expect.stringContaining(`"${name}"`) });
    await expect(engine('gone').images()).rejects.toMatchObject(told('missing', 'gone'));
    await expect(engine('far').images()).rejects.toMatchObject(told('config', 'far'));
  });

  it('is started by the command for its socket', () => {
    writeContext('rootless', at(`unix://${home}/docker.sock`));
    const env = { DOCKER_CONTEXT: 'rootless', XDG_RUNTIME_DIR: home };
    expect(endpoint(env)).toMatchObject({ remedy: 'systemctl --user start docker' });
    writeContext('system', at(`unix://${usual}`));
    expect(endpoint({ DOCKER_CONTEXT: 'system' })).toMatchObject({ remedy: 'sudo systemctl start docker' });
  });
});
