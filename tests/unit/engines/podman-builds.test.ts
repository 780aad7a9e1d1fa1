import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { BUILD_ARGUMENT, endPodmanBuild } from '@core/engines/podman/builds';
import type Docker from 'dockerode';
import { expect, it, onTestFinished } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

/** A process that bears the mark of a build. */
async function startStep(buildId: string): Promise<ChildProcess> {
  const step = spawn('sleep', ['60'], { stdio: 'ignore', env: { ...process.env, [BUILD_ARGUMENT]: buildId } });
  onTestFinished(() => void step.kill('SIGKILL'));
  await once(step, 'spawn');
  return step;
}

it('ends a step that shows its mark only after the first search', async () => {
  const buildId = `unit-${process.pid}`;
  let late: ChildProcess | undefined;
  const docker = {
    info: async () => {
      late = await startStep(buildId);
      return { DockerRootDir: scratch.path, Driver: 'overlay' };
    },
  } as unknown as Docker;
  const early = await startStep(buildId);
  const ended = once(early, 'exit');
  await endPodmanBuild(docker, buildId);
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(late?.signalCode ?? (await once(late as ChildProcess, 'exit'))[1]).toBe('SIGKILL');
});

it('leaves the steps of other builds alone', async () => {
  const other = await startStep(`unit-${process.pid}-other`);
  const docker = { info: async () => ({ DockerRootDir: scratch.path, Driver: 'overlay' }) } as unknown as Docker;
  await endPodmanBuild(docker, `unit-${process.pid}`);
  expect(other.exitCode ?? other.signalCode).toBeNull();
});
