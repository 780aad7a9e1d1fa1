import { spawn } from 'node:child_process';
import { identityOf, isRunning, ownIdentity, type ProcessIdentity } from '@core/process/identity';

/** A process of this machine that has ended. */
export const gone = (): ProcessIdentity => ({ ...ownIdentity(), startTime: '1' });
/** A process in a pid namespace, as in a container or toolbox, and the way to end the namespace. */
export async function inAnotherNamespace(): Promise<{ owner: ProcessIdentity; end(): Promise<void> }> {
  const words = [
    '--user',
    '--map-root-user',
    '--pid',
    '--fork',
    '--kill-child',
    'sh',
    '-c',
    'readlink /proc/self/ns/pid; exec sleep 600',
  ];
  const child = spawn('unshare', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const said = await new Promise<Buffer>((resolve, reject) => child.stdout.once('data', resolve).once('end', reject));
  const pidNs = /^pid:\[(\d+)\]$/.exec(said.toString().trim())?.[1];
  if (pidNs === undefined) throw new Error(`unshare(1) made no pid namespace: ${said.toString()}`);
  return {
    owner: { ...ownIdentity(), pid: 1, pidNs },
    end: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
/** A process of another machine, as a shared home shows it. */
export const onAnotherMachine = (): ProcessIdentity => ({
  ...ownIdentity(),
  bootId: '00000000-0000-0000-0000-000000000000',
  machineId: '0'.repeat(32),
  host: 'node17',
});

export interface Bystander {
  pid: number;
  isAlive(): boolean;
  end(): void;
}

/** A process of the user's that is none of ours; it runs until it is ended. */
export async function bystander(words: readonly string[], env: Record<string, string> = {}): Promise<Bystander> {
  const [file = '', ...args] = words;
  const child = spawn(file, args, { stdio: 'ignore', env: { PATH: process.env['PATH'], ...env } });
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const identity = identityOf(child.pid ?? 0);
  if (!identity) throw new Error(`${file} ended at once.`);
  return {
    pid: identity.pid,
    isAlive: () => isRunning(identity),
    end: () => child.kill('SIGKILL'),
  };
}
