import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS_ENV } from '@core/limits';
import { identityKey, identityOf, isRunning, ownIdentity, type ProcessIdentity } from '@core/process/identity';
import { daemonProcesses, killDaemonProcesses } from '@core/tracer/daemon-processes';
import { Tracer } from '@core/tracer/tracer';
import { OWNER_ENV } from '@shared/model/labels';
import type { DaemonRef } from '@shared/planning/step';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { scratchFolder } from '../setup/scratch';

vi.stubEnv(LIMITS_ENV, JSON.stringify({ tracerCall: 200, tracerAnswer: 200 })); // read once, at the first call

const scratch = scratchFolder();
const REF: DaemonRef = { kind: 'private', home: '/run/user/1000/ct-abcdef/d' };
const DESTROY = { daemon: REF, session: 'ct-x', output: '/traces/x' };

describe('a session daemon (a stand-in of lttng) that does not respond', () => {
  beforeEach(() => {
    writeFileSync(join(scratch.path, 'lttng'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
    vi.stubEnv('PATH', `${scratch.path}:/usr/bin:/bin`);
  });

  /** @param isOurs whether we have started one */
  function tracerWith(isOurs: boolean) {
    const kill = vi.fn(async () => isOurs);
    return { kill, tracer: new Tracer(undefined, { ref: REF, kill }) };
  }

  it('is killed when it is ours, and the command fails', async () => {
    const { tracer, kill } = tracerWith(true);
    await expect(tracer.run(REF, { verb: 'list', session: 'ct-x' })).rejects.toMatchObject({ code: 'command' });
    expect(kill).toHaveBeenCalledOnce();
  });

  it('is killed when it is ours, and its session counts as destroyed', async () => {
    const { tracer, kill } = tracerWith(true);
    await expect(tracer.destroy(DESTROY)).resolves.toBeUndefined();
    expect(kill).toHaveBeenCalledOnce();
  });

  it('is waited for no longer than the limit when it is not ours', async () => {
    const { tracer } = tracerWith(false);
    await expect(tracer.run(REF, { verb: 'list', session: 'ct-x' })).rejects.toMatchObject({ code: 'command' });
    await expect(tracer.destroy(DESTROY)).rejects.toMatchObject({ code: 'command' });
  });

  it('is left alone when it is only asked', async () => {
    const { tracer, kill } = tracerWith(true);
    await expect(tracer.ask(REF, { verb: 'list', session: 'ct-x' })).rejects.toMatchObject({ code: 'command' });
    expect(kill).not.toHaveBeenCalled();
  });
});

describe('the processes of a session daemon of ours', () => {
  /** A process under the name of a consumer daemon, stopped. */
  function consumer(env: Record<string, string>): ProcessIdentity {
    const child = spawn('sleep', ['600'], { argv0: 'lttng-consumerd', env: { ...process.env, ...env } });
    child.kill('SIGSTOP');
    const identity = identityOf(child.pid ?? 0);
    if (!identity) throw new Error('It ended before it could be looked at.');
    return identity;
  }

  it('are killed also when they are stopped, and those of another daemon are left alone', async () => {
    const mark = { [OWNER_ENV]: identityKey(ownIdentity()) };
    const ours = consumer({ ...mark, LTTNG_HOME: REF.home ?? '' });
    const others = [consumer({ ...mark, LTTNG_HOME: '/elsewhere' }), consumer({ LTTNG_HOME: REF.home ?? '' })];
    try {
      await vi.waitFor(() => expect(daemonProcesses(REF)).toEqual([ours]));
      await killDaemonProcesses(REF);
      expect(isRunning(ours)).toBe(false);
      expect(others.every(isRunning)).toBe(true);
    } finally {
      for (const { pid } of [ours, ...others].filter(isRunning)) process.kill(pid, 'SIGKILL');
    }
  });
});
