import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../../setup/run-tool';
import { world } from '../../setup/world-state';

/** What is done to the files of a recording while it is paused. */
export type FileFault = 'disk full' | 'read-only' | 'trace folder' | 'journal folder';

const DISK_MIB = 64;

/** A library on a file system of its own. */
export function ownLibrary(): string {
  const { folder, user } = world();
  const mount = mkdtempSync(join(folder, 'fault-'));
  runTool('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=0700`, 'ct-test', mount]);
  chownSync(mount, user.uid, user.gid);
  return join(mount, 'traces');
}

export function removeLibrary(library: string): void {
  runTool('umount', ['--lazy', join(library, '..')]);
}

const FILLER = 'filler';

export function spoil(fault: FileFault, library: string, runId: string): void {
  const mount = join(library, '..');
  if (fault === 'disk full') fill(join(mount, FILLER));
  else if (fault === 'read-only') runTool('mount', ['-o', 'remount,ro', mount]);
  else chmodSync(folderOf(fault, library, runId), 0o500);
}

export function repair(fault: FileFault, library: string, runId: string): void {
  const mount = join(library, '..');
  if (fault === 'disk full') rmSync(join(mount, FILLER), { force: true });
  else if (fault === 'read-only') runTool('mount', ['-o', 'remount,rw', mount]);
  else if (existsSync(folderOf(fault, library, runId))) chmodSync(folderOf(fault, library, runId), 0o700);
}

const folderOf = (fault: 'trace folder' | 'journal folder', library: string, runId: string): string =>
  join(library, fault === 'trace folder' ? runId : '.journal');

/** To the last byte. */
function fill(path: string): void {
  for (const bytes of [1_048_576, 4_096, 1])
    try {
      for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
}
