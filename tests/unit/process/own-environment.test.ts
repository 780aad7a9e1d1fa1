import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDetachedOnPipe, startPrompt } from '@core/process/on-pipe';
import { waitUntil } from '@core/process/wait-until';
import { waitForEnd } from '@core/watchdog/wait-for-end';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';

/** Relative, as projects write it: a program of ours starts in the root folder, where no such file is. */
const OF_A_PROJECT = '--require ./tests/unit/process/no-such-module.cjs';

beforeEach(() => {
  vi.stubEnv('NODE_OPTIONS', OF_A_PROJECT);
  vi.stubEnv('NODE_CHANNEL_FD', '9');
});
afterEach(() => vi.unstubAllEnvs());

it('the watchdog runs, whatever Node options the user has set', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ct-own-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ran');
  const script = `require('node:fs').writeFileSync(${JSON.stringify(file)}, 'ran')`;
  startDetachedOnPipe(...waitForEnd(process.execPath, ['-e', script])).release();
  await waitUntil(() => existsSync(file), { what: 'the program behind the wait to run', timeoutMs: 20_000 });
});

it('so does the program that asks for the password', async () => {
  const asker = startPrompt(process.execPath, ['-p', 'process.env.NODE_OPTIONS'], {});
  expect(await asker.printed).toBe('undefined\n');
});
