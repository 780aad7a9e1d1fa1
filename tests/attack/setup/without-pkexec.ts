import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../../setup/run-tool';
import { world } from '../../setup/world-state';

/** Words before a program of root's that sees a machine on which pkexec is not installed: the file is there for all others. */
export function withoutPkexec(): string[] {
  const cover = join(world().folder, 'without-pkexec');
  mkdirSync(cover, { recursive: true });
  const whiteout = join(cover, 'pkexec');
  runTool('rm', ['-f', whiteout]);
  // A device 0,0 hides the file of that name below it (the kernel's Documentation/filesystems/overlayfs.rst).
  runTool('mknod', [whiteout, 'c', '0', '0']);
  const mount = `mount -t overlay overlay -o lowerdir=${cover}:/usr/bin /usr/bin && exec "$@"`;
  return ['unshare', '--mount', '--propagation=private', 'sh', '-c', mount, 'sh'];
}
