import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runTool } from '../../setup/run-tool';
import { world } from '../../setup/world-state';

/** Files that the helper must not place a probe in, and one of the user's that it may. They are removed when the test ends. */
export function probedFiles(): { good: string; bad: string[] } {
  const { home, uid, gid } = world().user;
  const own = join(home, 'probed-files');
  const hidden = mkdtempSync('/var/tmp/ct-hidden-');
  onTestFinished(() => {
    for (const folder of [own, hidden]) rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(own);
  const program = (folder: string, name: string, mode: number, owner: 'user' | 'root'): string => {
    const path = join(folder, name);
    copyFileSync('/bin/true', path);
    if (owner === 'user') chownSync(path, uid, gid);
    chmodSync(path, mode);
    return path;
  };
  const good = program(own, 'program', 0o755, 'user');
  symlinkSync(good, join(own, 'link'));
  symlinkSync(own, join(own, 'folder-link'));
  runTool('mkfifo', [join(own, 'pipe')]);
  return {
    good,
    bad: [
      join(own, 'link'),
      join(own, 'folder-link', 'program'),
      join(own, 'pipe'),
      own,
      join(own, 'missing'),
      program(own, 'set-uid', 0o4755, 'user'),
      program(own, 'of-root', 0o700, 'root'),
      // The file is readable, and its folder is not.
      program(hidden, 'program', 0o755, 'root'),
      '/usr/bin/env',
      '/etc/shadow',
      '/proc/self/exe',
      '/dev/null',
    ],
  };
}
