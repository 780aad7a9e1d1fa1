import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { waitForEnd } from '@core/watchdog/wait-for-end';
import { GOODBYE } from '@core/watchdog/watchdog-orders';
import { describe, expect, it } from 'vitest';

/** Prints its pid and its arguments, one per line. */
const PRINT_ARGUMENTS = "console.log([process.pid, ...process.argv.slice(1)].join('\\n'))";
const ARGUMENTS = ['--', 'a b', 'it\'s $(id) `id` "x"', '', '{"libraryDir":"/tmp/a b"}'];

/** Starts the waiting process with this test as owner. `ended` resolves to its exit code and output. */
function startWaiting() {
  const child: ChildProcess = spawn(...waitForEnd(process.execPath, ['-e', PRINT_ARGUMENTS, ...ARGUMENTS]), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const ended = new Promise<{ code: number | null; printed: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, printed })),
  );
  return { child, ended };
}

const MEANT_FOR_OWNER = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Reads the signal mask in /proc/PID/status, proc(5). */
function ignores(pid: number | undefined, signal: NodeJS.Signals): boolean {
  const mask = /^SigIgn:\s+([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return ((BigInt(`0x${mask}`) >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n;
}

const expectedOutput = (pid: number | undefined): string => `${[pid, ...ARGUMENTS.slice(1)].join('\n')}\n`;

describe('the wait for the end of an owner', () => {
  it('becomes the program when the pipe ends, as the same process and with unchanged arguments', async () => {
    const { child, ended } = startWaiting();
    child.stdin?.end();
    expect(await ended).toEqual({ code: 0, printed: expectedOutput(child.pid) });
  });

  it('ends at the goodbye, even if the pipe stays open', async () => {
    const { child, ended } = startWaiting();
    child.stdin?.write(`${GOODBYE}\n`);
    expect(await ended).toEqual({ code: 0, printed: '' });
  });

  it('ignores other lines', async () => {
    const { child, ended } = startWaiting();
    child.stdin?.end(`\nnot ${GOODBYE}\n`);
    expect(await ended).toEqual({ code: 0, printed: expectedOutput(child.pid) });
  });

  it('ignores signals that are meant for its owner', async () => {
    const { child, ended } = startWaiting();
    await expect.poll(() => MEANT_FOR_OWNER.filter((signal) => ignores(child.pid, signal))).toEqual(MEANT_FOR_OWNER);
    for (const signal of MEANT_FOR_OWNER) child.kill(signal);
    child.stdin?.end();
    expect(await ended).toEqual({ code: 0, printed: expectedOutput(child.pid) });
  });
});
