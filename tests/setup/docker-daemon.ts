import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { awaitCondition } from './await-condition';

const READY_LIMIT_MS = 30_000;
const END_LIMIT_MS = 30_000;
const KEPT_LOG_CHARS = 20_000;

export interface DockerDaemon {
  /** For root and the given group. */
  socket: string;
  /** A socket of the same daemon that only root may use. */
  deniedSocket: string;
  stop(): Promise<void>;
}

/**
 * Starts a Docker daemon beside any other, with data, run files and sockets in a separate folder and no changes to the
 * host's network. The daemon ends with this process, however that ends (parent-death signal).
 * @param gid the group that may use its socket
 */
export async function startDocker(folder: string, gid: number): Promise<DockerDaemon> {
  mkdirSync(folder, { mode: 0o711 });
  const at = (name: string): string => join(folder, name);
  const socket = at('docker.sock');
  const deniedSocket = at('denied.sock');
  const words = ['dockerd', '--data-root', at('data'), '--exec-root', at('exec'), '--pidfile', at('dockerd.pid')];
  words.push('-H', `unix://${socket}`, '-H', `unix://${deniedSocket}`, '--group', String(gid));
  words.push('--bridge=none', '--iptables=false', '--ip-forward=false', '--ip-masq=false');
  const daemon = spawn('setpriv', ['--pdeathsig', 'TERM', '--', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  let ended = false;
  for (const stream of [daemon.stdout, daemon.stderr])
    stream.on('data', (data: Buffer) => {
      log = (log + data.toString('utf8')).slice(-KEPT_LOG_CHARS);
    });
  daemon.once('error', (error) => {
    log += error.message;
    ended = true;
  });
  daemon.once('exit', () => {
    ended = true;
  });
  await awaitCondition(
    async () => {
      if (ended) throw new Error(`dockerd ended at once:\n${log}`);
      return answers(socket);
    },
    { what: 'Docker to answer', timeoutMs: READY_LIMIT_MS, log: () => log },
  );
  chownSync(deniedSocket, 0, 0);
  chmodSync(deniedSocket, 0o600);
  return {
    socket,
    deniedSocket,
    stop: async () => {
      daemon.kill('SIGTERM');
      await awaitCondition(() => ended, { what: 'Docker to end', timeoutMs: END_LIMIT_MS, log: () => log });
    },
  };
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request({ socketPath, path: '/_ping', timeout: 1_000 }, (reply) => {
      reply.resume();
      resolve(reply.statusCode === 200);
    });
    ping.once('timeout', () => ping.destroy());
    ping.once('error', () => resolve(false));
    ping.end();
  });
}
