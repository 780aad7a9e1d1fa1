import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../../setup/run-tool';
import { world } from '../../setup/world-state';

/** A command prefix that hides pkexec from a root program. Other programs still see the file. */
export function withoutPkexec(): string[] {
  const cover = join(world().folder, 'without-pkexec');
  mkdirSync(cover, { recursive: true });
  const whiteout = join(cover, 'pkexec');
  runTool('rm', ['-f', whiteout]);
  // A device 0,0 hides the lower file of that name (the kernel's Documentation/filesystems/overlayfs.rst).
  runTool('mknod', [whiteout, 'c', '0', '0']);
  const mount = `mount -t overlay overlay -o lowerdir=${cover}:/usr/bin /usr/bin && exec "$@"`;
  return ['unshare', '--mount', '--propagation=private', 'sh', '-c', mount, 'sh'];
}
