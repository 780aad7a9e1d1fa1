import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mmdebstrapCommand } from '@core/images/mmdebstrap-command';
import { expect, it, onTestFinished } from 'vitest';
import { awaitCondition } from '../../setup/await-condition';

/** Between two programs, as mmdebstrap is for a moment: nothing of it ends by SIGTERM. The files are deleted at the end. */
const BETWEEN_PROGRAMS = `#!/bin/sh
trap : TERM
touch "$1/temporary"
sh -c 'trap "" TERM; touch "$1/between"; while [ ! -e "$1/signalled" ]; do sleep 0.02; done' sh "$1"
apt-get 60
status=$?
rm "$1/temporary"
[ "$status" = 0 ] || exit 25
`;

/** A folder with a stand-in of mmdebstrap, and sleep(1) as apt-get. */
function standIns(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ct-mmdebstrap-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'mmdebstrap'), BETWEEN_PROGRAMS, { mode: 0o755 });
  copyFileSync('/bin/sleep', join(folder, 'apt-get'));
  chmodSync(join(folder, 'apt-get'), 0o755);
  return folder;
}

function start(folder: string) {
  const [file, args] = mmdebstrapCommand([folder], 300);
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const child = spawn(file, args, { detached: true, stdio: 'ignore', env });
  onTestFinished(() => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  });
  return child;
}

it('ends a mmdebstrap that is between two programs when SIGTERM arrives, and lets it delete its files', async () => {
  const folder = standIns();
  const child = start(folder);
  await awaitCondition(() => existsSync(join(folder, 'between')), { what: 'the stand-in', timeoutMs: 30_000 });
  child.kill('SIGTERM');
  writeFileSync(join(folder, 'signalled'), '');
  expect(await once(child, 'exit')).toEqual([25, null]);
  expect(existsSync(join(folder, 'temporary'))).toBe(false);
});

it('has the exit code of mmdebstrap', async () => {
  const folder = standIns();
  writeFileSync(join(folder, 'mmdebstrap'), '#!/bin/sh\nexit 7\n', { mode: 0o755 });
  expect(await once(start(folder), 'exit')).toEqual([7, null]);
});
