import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { launcher } from './setup/app-window';
import type { Desk } from './setup/desk';
import { expect, test } from './setup/fixtures';
import { tester } from './setup/tester';

const TOO_LONG = `/${'x'.repeat(119)}`;
/** Far longer than a start takes. */
const WITHIN_MS = 60_000;

interface FailedStart {
  child: ChildProcess;
  told(): string;
}

/** Starts the app without Playwright, which would wait for a window that never opens. */
function startWrongly(desk: Desk): FailedStart {
  const { app, env } = tester();
  const args = ['--disable-gpu', '--lang=en-US', `--user-data-dir=${desk.profileDir}`, app];
  const child = spawn(launcher(), args, {
    env: { ...env, ...desk.env, CONTAINERS_TRACE_RUNTIME_DIR: TOO_LONG },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  return { child, told: () => told };
}

/** The dialog on the display, by its title; undefined while there is none. */
function findDialog(): string | undefined {
  const found = spawnSync('xdotool', ['search', '--onlyvisible', '--name', '^Containers Trace$'], { encoding: 'utf8' });
  if (found.error) throw found.error;
  return found.stdout.trim().split('\n').find(Boolean);
}

async function dialogOf({ told }: FailedStart): Promise<void> {
  await expect.poll(findDialog, { message: 'the dialog is on the display', timeout: WITHIN_MS }).toBeDefined();
  expect(told(), 'the reason').toContain(`${TOO_LONG.length} bytes`);
  expect(told(), 'the way out').toContain('CONTAINERS_TRACE_RUNTIME_DIR');
}

const endsWithBadUsage = ({ child, told }: FailedStart) =>
  expect.poll(() => child.exitCode ?? child.signalCode, { message: told(), timeout: WITHIN_MS }).toBe(2);

test('a start that fails shows the reason and ends when the dialog is answered', async ({ desk }) => {
  const started = startWrongly(desk);
  try {
    await dialogOf(started);
    await expect
      .poll(
        () => {
          // Without a window manager the dialog gets no focus, and a key may come before it accepts keys.
          const dialog = findDialog();
          if (dialog) spawnSync('xdotool', ['windowfocus', dialog, 'key', 'Return'], { timeout: 10_000 });
          return dialog;
        },
        { message: 'the dialog is answered', timeout: WITHIN_MS },
      )
      .toBeUndefined();
    await endsWithBadUsage(started);
  } finally {
    started.child.kill('SIGKILL');
  }
});

test('a signal ends a start that failed, with the same status', async ({ desk }) => {
  const started = startWrongly(desk);
  try {
    await dialogOf(started);
    started.child.kill('SIGTERM');
    await endsWithBadUsage(started);
  } finally {
    started.child.kill('SIGKILL');
  }
});
