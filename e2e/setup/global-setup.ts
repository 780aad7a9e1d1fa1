import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mustNotSkip, whyNoWorld } from '../../tests/setup/disposable';
import { say } from '../../tests/setup/say';
import { openWorld } from '../../tests/setup/world';
import { startDisplay } from './display';
import { findTester, type Tester } from './tester';

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** As root a test world with its plain user; for all a display, and a launcher that Playwright takes for Electron. */
export default async function setUp(): Promise<() => Promise<void>> {
  const electron = process.env['ELECTRON_EXEC_PATH'];
  if (!electron) throw new Error('ELECTRON_EXEC_PATH is not set: start the window tests by `npm run test:e2e`.');
  const world = process.getuid?.() === 0 ? await worldForRoot() : undefined;
  const tester = findTester();
  if (!tester) return async () => undefined;
  const scratch = mkdtempSync(join(tmpdir(), 'ct-e2e-'));
  chmodSync(scratch, 0o755);
  const display = await startDisplay();
  process.env['DISPLAY'] = display.name;
  delete process.env['WAYLAND_DISPLAY'];
  process.env['CT_E2E_LAUNCHER'] = writeLauncher(tester, electron, scratch);
  return async () => {
    display.stop();
    rmSync(scratch, { recursive: true, force: true });
    await world?.close();
  };
}

async function worldForRoot() {
  const why = whyNoWorld();
  if (why === undefined) return openWorld();
  const told = `no window tests as root: ${why}. To run them: npm run test:e2e -- --disposable`;
  if (mustNotSkip()) throw new Error(told);
  say(told);
  return undefined;
}

/** A script that becomes the plain user and then Electron; its process is Electron's. */
function writeLauncher(tester: Tester, electron: string, scratch: string): string {
  const words = [...tester.become, readable(tester, electron, scratch)];
  const launcher = join(scratch, 'electron.sh');
  writeFileSync(launcher, `#!/bin/sh\nexec ${words.map(quoted).join(' ')} "$@"\n`, { mode: 0o755 });
  return launcher;
}

/** Electron where the tester can run it: itself, or a copy when it lies in root's closed home. */
function readable(tester: Tester, electron: string, scratch: string): string {
  const [program = '', ...words] = [...tester.become, 'test', '-x', electron];
  if (spawnSync(program, words).status === 0) return electron;
  const copy = join(scratch, 'electron');
  cpSync(dirname(electron), copy, { recursive: true });
  spawnSync('chmod', ['-R', 'a+rX', copy]);
  return join(copy, 'electron');
}
