import { type Policy, selinuxPathProblems } from '@core/runs/planning/selinux-path-problem';
import type { EngineId } from '@shared/engines/registry';
import type { EngineState } from '@shared/model/capabilities';
import type { DaemonRef } from '@shared/planning/step';
import { describe, expect, it } from 'vitest';
import { configOf } from '../setup/configs';

const DAEMON = 'system_u:system_r:dockerd_t:s0';
const USERS = 'system_u:object_r:user_runtime_root_t:s0';
const RUNTIME = '/run/user/1000/ct-abcdef';

/** A policy that does not let the daemon search /run/user, as the reference policy's module for Docker. */
const STRICT: Policy = {
  mode: () => 'enforcing',
  engineLabel: (file) => (file === '/var/run/docker.pid' ? DAEMON : undefined),
  fileLabel: async (path) => (path === '/run/user' ? USERS : 'system_u:object_r:var_run_t:s0'),
  isAllowed: ({ subject, object }) => !(subject === DAEMON && object === USERS),
};

interface Given {
  policy?: Partial<Policy>;
  engine?: EngineId;
  endpoint?: string;
  daemon?: DaemonRef;
  runtimeDir?: string;
}

const problems = (given: Given = {}) => {
  const { policy = {}, engine = 'docker', endpoint = '/var/run/docker.sock', runtimeDir = RUNTIME } = given;
  return selinuxPathProblems(
    configOf({ target: { kind: 'container', engine, image: 'demo:1' } }),
    {
      runtimeDir,
      daemon: given.daemon ?? { kind: 'private', home: `${runtimeDir}/d` },
      engine: () => ({ probe: async () => ({ endpoint }) as EngineState }),
      signal: new AbortController().signal,
    },
    { ...STRICT, ...policy },
  );
};

describe('a folder above the socket that SELinux does not let the engine search', () => {
  it('refuses the recording, and names the folder and both labels', async () => {
    const [problem, ...others] = await problems();
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'selinux-path', severity: 'error' });
    for (const part of ['/run/user ', DAEMON, USERS]) expect(problem?.message).toContain(part);
  });

  it.each<[string, Given]>([
    ['the kernel allows it', { policy: { isAllowed: () => true } }],
    ['the kernel does not answer', { policy: { isAllowed: () => undefined } }],
    ['SELinux is permissive', { policy: { mode: () => 'permissive' } }],
    ['the label of the daemon is unknown', { policy: { engineLabel: () => undefined } }],
    ['no folder has a label', { policy: { fileLabel: async () => undefined } }],
    ['the socket is elsewhere', { runtimeDir: '/srv/ct-abcdef' }],
    ['another Docker is used', { endpoint: '/run/user/1000/docker.sock' }],
    ['the engine is a child of this process', { engine: 'podman' }],
    ['the root session daemon records', { daemon: { kind: 'root', reach: 'self' } }],
  ])('is no problem if %s', async (_, given) => {
    expect(await problems(given)).toEqual([]);
  });
});
