import type { Engine } from '@core/engines/engine';
import { prepareRun } from '@core/runs/planning/prepare-run';
import type { EngineId } from '@shared/engines/registry';
import type { ErrorCode } from '@shared/model/app-error';
import { AppError } from '@shared/model/app-error';
import type { RunConfigInput } from '@shared/request/run-config';
import { describe, expect, it } from 'vitest';
import { configOf } from '../setup/configs';

type Target = Record<string, unknown>;

/** Prepares a run on an engine that answers every request about an image with this error. */
const prepared = (
  engine: EngineId,
  code: ErrorCode,
  target: Target = {},
  more: Partial<RunConfigInput> = {},
  endpoint = '/var/run/docker.sock',
) =>
  prepareRun(
    configOf({
      target: { kind: 'container', engine, image: 'demo:1', ...target },
      ...more,
    } as Partial<RunConfigInput>),
    {
      engine: (id) =>
        ({
          id,
          inspectImage: () => Promise.reject(new AppError(code, 'No.')),
          probe: async () => ({ endpoint }),
        }) as unknown as Engine,
      cacheDir: '/nowhere',
      lttng: '2.13.9',
      runId: '20260102-030405-0a1b2c',
      signal: new AbortController().signal,
      beforeContainer: () => expect.fail('No container may be created.'),
    },
  );

describe('an engine whose socket belongs to root', () => {
  it('is used by the helper, with default library names and a warning', async () => {
    const { engineClosed, facts, image, problems } = await prepared('docker', 'denied');
    expect(engineClosed).toBe(true);
    expect(facts.preloadNames).toMatchObject({
      'cyg-profile': 'liblttng-ust-cyg-profile.so.1',
      libc: 'liblttng-ust-libc-wrapper.so.1',
    });
    expect(image).toEqual({ reference: 'demo:1', id: '', digests: [] });
    expect(problems).toMatchObject([{ code: 'not-looked', severity: 'warning' }]);
  });

  it('needs no library names if only the kernel is recorded', async () => {
    const recording = { kernel: { preset: 'scheduling' as const } };
    expect((await prepared('docker', 'denied', {}, { recording })).problems).toEqual([]);
  });

  it.each<[string, Target]>([
    ['volumes', { volumes: [{ source: '/a', target: '/b', readOnly: true }] }],
    ['a working directory', { workdir: '/' }],
    ['a user', { user: '0' }],
    ['a network', { network: 'none' }],
    ['a processor limit', { cpus: 1 }],
    ['a user, a memory limit', { user: '0', memoryBytes: 64 * 1024 ** 2 }],
  ])('refuses %s before the user is asked for a password', async (what, target) => {
    await expect(prepared('docker', 'denied', target)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(new RegExp(` ${what}\\.$`)),
    });
  });

  it.each(['missing', 'command', 'cancelled'] as const)('is not used by the helper if it answers %s', async (code) => {
    await expect(prepared('docker', code)).rejects.toMatchObject({ code });
  });

  it('is not used by the helper if DOCKER_HOST names another socket', async () => {
    await expect(prepared('docker', 'denied', {}, {}, '/srv/docker.sock')).rejects.toMatchObject({ code: 'denied' });
  });

  it('is not Podman, which has no socket of root', async () => {
    await expect(prepared('podman', 'denied')).rejects.toMatchObject({ code: 'denied' });
  });
});
