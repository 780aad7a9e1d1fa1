import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../../setup/run-tool';
import { world } from '../../setup/world-state';

/** Changes to the files of a paused recording. */
export type FileFault = 'disk full' | 'read-only' | 'trace folder' | 'journal folder';

const DISK_MIB = 64;

/** A library on a separate file system: in memory, or one that can become read-only while files are open. */
export function ownLibrary(fault: FileFault): string {
  const { folder, user } = world();
  const mount = mkdtempSync(join(folder, 'fault-'));
  if (fault === 'read-only') {
    runTool('truncate', ['-s', `${DISK_MIB}M`, imageOf(mount)]);
    runTool('mkfs.ext4', ['-q', imageOf(mount)]);
    mountImage(mount);
  } else runTool('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'ct-test', mount]);
  chownSync(mount, user.uid, user.gid);
  return join(mount, 'traces');
}

const imageOf = (mount: string): string => `${mount}.ext4`;
const mountImage = (mount: string): unknown => runTool('mount', ['-o', 'loop', imageOf(mount), mount]);

export function removeLibrary(fault: FileFault, library: string): void {
  const mount = join(library, '..');
  runTool('umount', ['--lazy', mount]);
  if (fault === 'read-only') rmSync(imageOf(mount));
}

const FILLER = 'filler';

export function spoil(fault: FileFault, library: string, runId: string): void {
  const mount = join(library, '..');
  if (fault === 'disk full') fill(join(mount, FILLER));
  else if (fault === 'read-only')
    runTool('mount', ['-o', 'remount,abort', mount], { okCodes: [0, 32] }); // ext4(5): as after an error of the disk
  else chmodSync(folderOf(fault, library, runId), 0o500);
}

export function repair(fault: FileFault, library: string, runId: string): void {
  const mount = join(library, '..');
  if (fault === 'disk full') rmSync(join(mount, FILLER), { force: true });
  else if (fault === 'read-only') {
    runTool('umount', [mount]);
    mountImage(mount);
  } else if (existsSync(folderOf(fault, library, runId))) chmodSync(folderOf(fault, library, runId), 0o700);
}

const folderOf = (fault: 'trace folder' | 'journal folder', library: string, runId: string): string =>
  join(library, fault === 'trace folder' ? runId : '.journal');

/** Fills the file system to the last byte. */
function fill(path: string): void {
  for (const bytes of [1_048_576, 4_096, 1])
    try {
      for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
}
