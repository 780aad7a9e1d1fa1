import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDisplay } from './display';
import { plainUser } from './plain-user';
import { readableApp, readableElectron } from './readable-app';

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** A display, and a launcher that Playwright takes for Electron's executable: it becomes the plain user first. */
export default async function setUp(): Promise<() => void> {
  const electron = process.env['ELECTRON_EXEC_PATH'];
  if (!electron) throw new Error('ELECTRON_EXEC_PATH is not set: run the window tests by `npm run test:e2e`.');
  const user = plainUser();
  const scratch = mkdtempSync(join(tmpdir(), 'ct-e2e-'));
  chmodSync(scratch, 0o755);
  const words = [
    ...user.become,
    'env',
    `HOME=${user.home}`,
    `USER=${user.name}`,
    readableElectron(user, electron, scratch),
  ];
  const launcher = join(scratch, 'electron.sh');
  writeFileSync(launcher, `#!/bin/sh\nexec ${words.map(quoted).join(' ')} "$@"\n`, { mode: 0o755 });
  process.env['CT_E2E_LAUNCHER'] = launcher;
  process.env['CT_E2E_APP'] ??= readableApp(user, scratch);
  const display = await startDisplay();
  process.env['DISPLAY'] = display.name;
  delete process.env['WAYLAND_DISPLAY'];
  return () => {
    display.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
}
