import { spawn } from 'node:child_process';
import { expect } from '@playwright/test';
import { launcher } from './app-window';
import type { Desk } from './desk';
import { tester } from './tester';

/** Far longer than a start takes. */
const WITHIN_MS = 60_000;

/** Starts the app again on the same profile, and waits until that start has ended. @returns its exit code and its errors */
export async function secondStart(desk: Desk, ...opens: string[]): Promise<{ code: number | null; stderr: string }> {
  const { app, env } = tester();
  const args = ['--disable-gpu', '--lang=en-US', `--user-data-dir=${desk.profileDir}`, app, ...opens];
  const child = spawn(launcher(), args, { env: { ...env, ...desk.env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  await expect
    .poll(() => child.exitCode ?? child.signalCode, { message: 'the second start ends', timeout: WITHIN_MS })
    .not.toBeNull();
  return { code: child.exitCode, stderr };
}
