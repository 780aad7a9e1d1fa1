import { readFileSync } from 'node:fs';
import { startHeldDaemon } from '@core/process/child-daemon';
import { ChildEnvironment } from '@core/process/child-environment';
import { exec } from '@core/process/exec';
import { heldDaemon } from '@shared/tracing/held-daemon';
import { SENT_TO_ALL } from '@shared/tracing/shielded';
import { describe, expect, it } from 'vitest';
import { awaitCondition } from '../../setup/await-condition';

/** A program that ends by SIGTERM and SIGINT, as lttng-sessiond does, prints its pid, and starts a child. */
const DAEMON: [string, string[]] = [
  'bash',
  [
    '-c',
    'trap "echo by TERM; exit 3" TERM; trap "echo by INT; exit 4" INT; echo "pid $$"; while :; do sleep 0.05; done',
  ],
];
const LIMIT = { timeoutMs: 10_000 };

async function hold(kind: 'private' | 'root') {
  const ref = kind === 'private' ? ({ kind, home: '/nonexistent' } as const) : ({ kind, reach: 'self' } as const);
  const held = startHeldDaemon(
    ...heldDaemon(ref, DAEMON),
    ChildEnvironment.known({ LTTNG_HOME: '/nonexistent' }),
    () => undefined,
  );
  await awaitCondition(() => /pid \d+/.test(held.log()), { what: 'the daemon', ...LIMIT });
  return { held, pid: Number(/pid (\d+)/.exec(held.log())?.[1]) };
}

const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Names of the blocked signals among those that are sent to all. Bit n - 1 is signal n (proc_pid_status(5)). */
function blocked(pid: number): string[] {
  const mask = BigInt(`0x${/^SigBlk:\s+(\w+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]}`);
  const numbers = { HUP: 1n, INT: 2n, TERM: 15n };
  return SENT_TO_ALL.filter((name) => (mask >> (numbers[name] - 1n)) & 1n);
}

describe('a held daemon', () => {
  it('and its holder survive every signal that is sent to all processes at once', async () => {
    const { held, pid } = await hold('private');
    expect(blocked(pid)).toEqual(['HUP', 'INT', 'TERM']);
    for (const name of SENT_TO_ALL) for (const one of [held.pid, pid]) process.kill(one, `SIG${name}`);
    expect(await exec('kill', ['-0', `${pid}`], { ...LIMIT, env: ChildEnvironment.known() })).toMatchObject({
      exitCode: 0,
    });
    held.end();
    await held.ended;
    expect(held.log()).not.toContain('by ');
    expect(isAlive(pid)).toBe(false);
  });

  it('that is the root daemon survives SIGHUP and SIGTERM, and ends by SIGINT so that it removes its files', async () => {
    const { held, pid } = await hold('root');
    // bash blocks SIGINT for the moment in which it starts a child.
    await awaitCondition(() => blocked(pid).join() === 'HUP,TERM', { what: 'SIGINT to be let through', ...LIMIT });
    held.end();
    expect(await held.ended).toEqual({ exitCode: 4, signal: null });
    expect(held.log()).toContain('by INT');
  });

  it('is killed with its holder', async () => {
    const { held, pid } = await hold('private');
    held.kill('SIGKILL');
    await awaitCondition(() => !isAlive(pid), { what: 'the end of the daemon', ...LIMIT });
  });

  it('that ends by itself ends its holder with the same status', async () => {
    const { held, pid } = await hold('root');
    process.kill(pid, 'SIGINT');
    expect(await held.ended).toEqual({ exitCode: 4, signal: null });
  });
});

it('a shielded program survives the signals that are sent to all processes at once', async () => {
  const script = SENT_TO_ALL.map((name) => `kill -${name} $$`).join('; ');
  const options = { ...LIMIT, env: ChildEnvironment.known(), isShielded: true };
  expect(await exec('sh', ['-c', `${script}; echo alive`], options)).toMatchObject({ stdout: 'alive' });
  await expect(exec('no-such-program-of-ours', [], options)).rejects.toMatchObject({ code: 'missing' });
});

it('a shielded program is ended at its limit', async () => {
  const options = { timeoutMs: 200, env: ChildEnvironment.known(), isShielded: true };
  await expect(exec('sleep', ['60'], options)).rejects.toMatchObject({ code: 'command' });
});
