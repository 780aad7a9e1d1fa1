import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviceInMounts, heldFiles, isWorkspaceLocked } from '@core/viewer/workspace-lock';
import { afterEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
let holder: ChildProcess | undefined;
afterEach(() => void holder?.kill('SIGKILL'));

/** Takes the lock as Java does, by fcntl(2), and holds it until it is killed. */
async function hold(path: string): Promise<ChildProcess> {
  const script =
    'import fcntl,sys,time\nf=open(sys.argv[1],"w")\nfcntl.lockf(f,fcntl.LOCK_EX)\nprint("held",flush=True)\ntime.sleep(600)';
  const child = spawn('python3', ['-c', script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of a workspace', () => {
  it('is seen while a process holds it, and free the moment it is killed', async () => {
    const lock = join(scratch.path, '.metadata/.lock');
    expect(isWorkspaceLocked(scratch.path), 'never opened').toBe(false);
    mkdirSync(join(scratch.path, '.metadata'), { recursive: true });
    writeFileSync(lock, '');
    expect(isWorkspaceLocked(scratch.path), 'closed again').toBe(false);
    holder = await hold(lock);
    expect(isWorkspaceLocked(scratch.path)).toBe(true);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(isWorkspaceLocked(scratch.path)).toBe(false);
  });

  it('is the kernel’s: who waits does not hold, who reads does not hold, flock(2) is another lock', () => {
    const locks = [
      '1: POSIX  ADVISORY  WRITE 6093 fe:00:2148061 0 0',
      '1: -> POSIX  ADVISORY  WRITE 7 fe:00:3 0 EOF',
      '2: POSIX  ADVISORY  READ 8 fe:00:4 0 EOF',
      '3: FLOCK  ADVISORY  WRITE 9 fe:00:5 0 EOF',
      '4: OFDLCK ADVISORY  WRITE -1 00:2a:6 0 EOF',
    ].join('\n');
    expect(heldFiles(`${locks}\n`)).toEqual([
      { device: 'fe:00', inode: 2148061n },
      { device: '00:2a', inode: 6n },
    ]);
  });

  it('is looked for on the file system’s own device, which is not the files’ on btrfs', () => {
    const mounts = [
      '22 1 254:0 / / rw - ext4 /dev/vda rw',
      '23 22 0:42 /@home /home rw - btrfs /dev/vdb rw',
      '24 23 8:17 / /home/a\\040b rw - ext4 /dev/vdc rw',
    ].join('\n');
    expect(deviceInMounts(mounts, '/home/x/.lock')).toBe('00:2a');
    expect(deviceInMounts(mounts, '/home/a b/.lock')).toBe('08:11');
    expect(deviceInMounts(mounts, '/homeless')).toBe('fe:00');
    expect(deviceInMounts('', '/x')).toBeUndefined();
  });
});
