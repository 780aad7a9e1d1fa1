import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { displayOptions } from '../../scripts/window/window-options.mjs';
import { expect } from './fixtures';
import { tester } from './tester';

export interface Compositor {
  /** For the app's environment: this compositor, and no X server. */
  env: Record<string, string>;
  /** For the app: what `npm start` asks of Electron in this environment. */
  args: string[];
  stop(): Promise<void>;
}

const SOCKET = 'wayland-ct';

/** A Wayland compositor without a screen, as the plain user: windows are laid out and painted into memory. */
export async function startCompositor(): Promise<Compositor> {
  const { become, env, uid, gid } = tester();
  const folder = mkdtempSync(join(tmpdir(), 'ct-wayland-'));
  chownSync(folder, uid, gid);
  const backend = ['--backend=headless-backend.so', '--use-pixman', '--width=1920', '--height=1200'];
  const [program = '', ...words] = [...become, 'weston', ...backend, `--socket=${SOCKET}`, '--no-config'];
  const weston = spawn(program, words, {
    env: { ...env, DISPLAY: '', XDG_RUNTIME_DIR: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log = collect(weston);
  const display = join(folder, SOCKET);
  const stop = async (): Promise<void> => {
    weston.kill('SIGTERM');
    await expect.poll(() => weston.exitCode ?? weston.signalCode, { message: 'weston ends' }).not.toBeNull();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await expect.poll(() => existsSync(display), { message: `weston listens: ${log()}`, timeout: 20_000 }).toBe(true);
  } catch (error) {
    await stop();
    throw error;
  }
  const onDisplay = { WAYLAND_DISPLAY: display, DISPLAY: '' };
  return { env: onDisplay, args: displayOptions(onDisplay), stop };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return () => text;
}
