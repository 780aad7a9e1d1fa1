import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from '@core/library/trace-folder';
import { shellCommand } from '@shared/planning/shell-quote';
import { expect, it } from 'vitest';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { peakMemory } from '../setup/peak-memory';
import { becomeUser } from '../setup/plain-user';
import { runCli, startProgram } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { journalsIn, recordingNow } from './entries/library-after';
import { expectNothingLeft, recordArgs, WAYS, type Way } from './reading/ways';

const MIB = 1_048_576;
const way = WAYS[0] as Way;
const ENDLESS = ['sh', '-c', 'echo begun; while :; do ls -la /; sleep 0.05; done'];
const LIMIT = { timeoutMs: 120_000 };

const cli = (): string[] => [world().node, join(world().app, 'out/main/cli.js')];

/** A library of the plain user for one test. */
function newLibrary(): string {
  const { folder, user } = world();
  const library = mkdtempSync(join(folder, 'readers-'));
  chownSync(library, user.uid, user.gid);
  return library;
}

/** Waits until the only trace of a library is counted. @returns the trace */
async function countedTrace(library: string) {
  const trace = (): string => readdirSync(library).find((name) => /^\d{8}-/.test(name)) ?? '';
  const isCounted = async (): Promise<boolean> =>
    journalsIn(library) === 0 && (await readRecord(join(library, trace()))).events !== null;
  await awaitCondition(isCounted, { what: 'the run to end and its events to be counted', ...LIMIT });
  return readRecord(join(library, trace()));
}

inWorld('a reader of the command line', () => {
  it('that dies of the same Ctrl+C does not prevent the recording from being stopped and kept', async () => {
    const library = newLibrary();
    const pipeline = ['bash', '-c', '"$@" 2>&1 | tee /dev/null >&2; exit "$PIPESTATUS"', 'bash'];
    const words = recordArgs(way, ['--library', library], ENDLESS);
    const run = startProgram([...pipeline, ...cli(), ...words], { as: 'user' });
    await run.seen(/begun[\s\S]* boot\n/);
    // Send it to the whole group twice, as a runner delivers one interrupt.
    run.kill('SIGINT');
    run.kill('SIGINT');
    expect((await run.ended).code).toBe(0);
    expect(await countedTrace(library)).toMatchObject({ state: 'ready', endedBy: 'stop' });
    await expectNothingLeft();
  });

  it('that is a terminal ends the recording like Stop when it is closed, and the events are counted', async () => {
    const library = newLibrary();
    const status = join(library, '.status');
    const words = shellCommand([...cli(), ...recordArgs(way, ['--library', library], ENDLESS)]);
    // The shell dies with its terminal, and the kernel signals its group. A process that ignores the signal reports the status.
    const shell = `(trap "" HUP; ${words}; echo $? >${status}); exit`;
    const run = startProgram(['script', '-qfec', shell, '/dev/null'], { as: 'user' });
    await awaitCondition(() => recordingNow(library), { what: 'the recording to begin', ...LIMIT });
    run.kill('SIGKILL');
    const trace = await countedTrace(library);
    expect(trace).toMatchObject({ state: 'ready', endedBy: 'stop' });
    expect(trace.events).toBeGreaterThan(0);
    const reported = (): string => (existsSync(status) ? readFileSync(status, 'utf8') : '');
    // The shell creates the file before it writes the status into it.
    await awaitCondition(() => reported().endsWith('\n'), { what: 'the command line to end', ...LIMIT });
    expect(reported(), 'the exit status').toBe('0\n');
    await expectNothingLeft();
  });

  it('that does not read costs limited memory, and the command line ends without it', async () => {
    const library = newLibrary();
    const { actors, user } = world();
    const words = ['sanity', '--library', library, '--max-duration', '5', '--', 'yes', 'printed without an end'];
    const [program = '', ...rest] = [...becomeUser(user), ...cli(), ...words];
    const child = spawn(program, rest, { env: actors.user.env, cwd: user.home, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    let mostBytes = 0;
    let over = false;
    void ended.then(() => {
      over = true;
    });
    await awaitCondition(
      () => {
        mostBytes = Math.max(mostBytes, peakMemory(child.pid));
        return over;
      },
      { what: 'the command line to end', ...LIMIT },
    );
    expect(await ended).toBe(0);
    expect(mostBytes).toBeLessThan(300 * MIB);
    expect(await countedTrace(library)).toMatchObject({ state: 'ready', endedBy: 'time-limit' });
    child.stderr.destroy();
    await expectNothingLeft();
  });

  it('that closes its pipe is distinguished from a full disk', async () => {
    const { folder } = world();
    const head = startProgram(['bash', '-c', '"$@" | true; exit "$PIPESTATUS"', 'bash', ...cli(), '--help'], {
      as: 'root',
    });
    expect(await head.ended).toMatchObject({ code: 0, stderr: '' });
    const full = mkdtempSync(join(folder, 'full-'));
    runTool('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'ct-test', full]);
    try {
      const words = ['bash', '-c', '"$@" >"$0"', join(full, 'answer'), ...cli(), 'record', '--help'];
      const { code, stderr } = await startProgram(words, { as: 'root' }).ended;
      expect(code, stderr).toBe(1);
      expect(stderr).toContain('ENOSPC');
      expect((await runCli(['--version'], { as: 'root' })).code).toBe(0);
    } finally {
      runTool('umount', [full]);
    }
  });
});
