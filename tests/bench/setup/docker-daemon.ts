import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@core/process/wait-until';
import { execa } from 'execa';

export interface DockerDaemon {
  /** For DOCKER_HOST. */
  host: string;
  stop(): Promise<void>;
}

/**
 * A Docker daemon with folders of its own that leaves the host's network alone, holding one image taken over from Podman.
 * @param env settings of that Podman
 */
export async function startDockerDaemon(
  folder: string,
  image: string,
  env: Record<string, string>,
): Promise<DockerDaemon> {
  mkdirSync(folder);
  const host = `unix://${join(folder, 's')}`;
  const folders = ['--data-root', join(folder, 'd'), '--exec-root', join(folder, 'e'), '--pidfile', join(folder, 'p')];
  const network = ['--bridge=none', '--iptables=false', '--ip-forward=false', '--ip-masq=false'];
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', 'dockerd', ...folders, '-H', host, ...network], {
    stdio: 'ignore',
  });
  let over = false;
  child.once('close', () => {
    over = true;
  });
  const docker = { env: { DOCKER_HOST: host } };
  await waitUntil(
    async () => {
      if (over) throw new Error('dockerd ended at once; look at it with: dockerd --debug');
      return (await execa('docker', ['info'], { ...docker, reject: false })).exitCode === 0;
    },
    { what: 'the Docker daemon', timeoutMs: 30_000, everyMs: 50 },
  );
  const archive = join(folder, 'image.tar');
  await execa('podman', ['save', '--quiet', `--output=${archive}`, image], { env });
  await execa('docker', ['load', '--quiet', `--input=${archive}`], docker);
  return {
    host,
    stop: async () => {
      child.kill('SIGTERM');
      await waitUntil(() => over, { what: 'the Docker daemon to end', timeoutMs: 30_000 });
    },
  };
}
