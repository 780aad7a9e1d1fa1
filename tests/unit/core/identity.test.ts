import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { identityKey, identityOf, isRunning, ownIdentity, stateOf } from '@core/process/identity';
import { ownPlace, relationTo } from '@core/process/place';
import { waitUntil } from '@core/process/wait-until';
import { describe, expect, it } from 'vitest';
import { inAnotherNamespace, onAnotherMachine } from '../setup/other-places';

describe('a process', () => {
  it('is known by pid, start time and boot', () => {
    const own = ownIdentity();
    expect(own.pid).toBe(process.pid);
    expect(isRunning(own)).toBe(true);
    expect(isRunning({ ...own, startTime: '1' })).toBe(false);
    expect(isRunning({ ...own, bootId: 'another' })).toBe(false);
    expect(identityOf(4_194_304)).toBeUndefined();
    expect(identityKey(own)).toBe(`${own.bootId}:${own.pid}:${own.startTime}`);
  });

  it('is read correctly if its name contains spaces and parentheses', async () => {
    const child = spawn('bash', ['-c', 'printf ") Z 1 (" >/proc/$$/comm; echo named; read -r _'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const identity = identityOf(child.pid ?? -1);
    if (!identity) throw new Error('The process is gone.');
    expect(readFileSync(`/proc/${child.pid}/comm`, 'utf8')).toBe(') Z 1 (\n');
    expect(Number(identity.startTime)).toBeGreaterThan(0);
    expect(isRunning(identity)).toBe(true);
    child.stdin.end('\n');
    await ended;
    expect(isRunning(identity)).toBe(false);
  });

  it('counts as ended when it is a zombie', async () => {
    // The shell becomes a program that never waits for the shell's child.
    const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    try {
      const pid = Number(await new Promise((resolve) => parent.stdout?.once('data', resolve)));
      const words = (path: string): string => readFileSync(path, 'utf8');
      const becameSleep = (): boolean => words(`/proc/${parent.pid}/comm`) === 'sleep\n';
      await waitUntil(becameSleep, { what: 'the shell to become sleep', timeoutMs: 10_000 });
      (parent.stdio[3] as Writable).end();
      const isZombie = (): boolean => / Z /.test(words(`/proc/${pid}/stat`));
      await waitUntil(isZombie, { what: 'the child to be a zombie', timeoutMs: 10_000 });
      const zombie = identityOf(pid);
      if (!zombie) throw new Error('The zombie is gone.');
      expect(isRunning(zombie)).toBe(false);
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it('has an unknown state on another machine, where the same pid is another process', () => {
    expect(stateOf(onAnotherMachine())).toBe('elsewhere');
    // Without machine-id(5), as in many containers, the machine's name decides.
    const nameless = { ...onAnotherMachine(), machineId: undefined };
    expect(stateOf(nameless)).toBe('elsewhere');
    expect(stateOf({ ...nameless, host: ownPlace().host })).toBe('gone');
  });

  it('has an unknown state in another pid namespace while any process runs there', async () => {
    const { owner, end } = await inAnotherNamespace();
    expect(stateOf(owner)).toBe('elsewhere');
    await end();
    // Only the first namespace of the machine shows that another one is empty.
    const judged = ownPlace().pidNs === String(0xeffffffc) ? 'gone' : 'elsewhere';
    await expect.poll(() => stateOf(owner)).toBe(judged);
  });

  it('has an unknown state from within a pid namespace, which shows only its own processes', () => {
    const inside = { ...ownPlace(), pidNs: '1' };
    expect(relationTo(ownPlace(), inside)).toBe('elsewhere');
    expect(relationTo({ bootId: ownPlace().bootId }, inside), 'of version 0.1').toBe('elsewhere');
  });
});
