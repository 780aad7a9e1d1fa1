import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Eclipse locks this file by fcntl(2) while the workspace is open, and does not delete it. */
const LOCK_FILE = '.metadata/.lock';

/**
 * Whether any viewer has the workspace open. Reads the kernel's list of locks (proc(5), /proc/locks). Trying to lock the file
 * would need fcntl(2), which Node lacks, and could make a starting viewer fail.
 */
export function isWorkspaceLocked(workspaceDir: string): boolean {
  const path = join(workspaceDir, LOCK_FILE);
  try {
    const file = statSync(path, { bigint: true });
    const devices = [deviceOf(file.dev), mountedDevice(realpathSync(path))];
    return heldFiles(readFileSync('/proc/locks', 'utf8')).some(
      (held) => held.inode === file.ino && devices.includes(held.device),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false; // never opened
    throw error;
  }
}

interface HeldFile {
  /** `fe:00`, as the kernel prints it. */
  device: string;
  inode: bigint;
}

/** `1: POSIX  ADVISORY  WRITE 6093 fe:00:2148061 0 EOF`; a line with `->` is a waiting process. */
const HELD = /^\d+: (?:POSIX|OFDLCK)\s+\S+\s+WRITE\s+-?\d+ ([0-9a-f]+:[0-9a-f]+):(\d+) /gm;

export function heldFiles(locks: string): HeldFile[] {
  return [...locks.matchAll(HELD)].map(([, device = '', inode = '0']) => ({ device, inode: BigInt(inode) }));
}

/** Splits a device number as glibc does (makedev(3)), and formats it as /proc/locks does. */
function deviceOf(dev: bigint): string {
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & ~0xfffn);
  const minor = (dev & 0xffn) | ((dev >> 12n) & ~0xffn);
  return printed(major, minor);
}

const printed = (major: bigint, minor: bigint): string =>
  `${major.toString(16).padStart(2, '0')}:${minor.toString(16).padStart(2, '0')}`;

/**
 * The device of the file system in mountinfo (proc(5), field 3). On btrfs, stat(2) returns the device of the subvolume, but
 * /proc/locks shows the device of the file system.
 */
function mountedDevice(path: string): string | undefined {
  return deviceInMounts(readFileSync('/proc/self/mountinfo', 'utf8'), path);
}

/** @returns the device of the mount that contains the path, formatted as in /proc/locks */
export function deviceInMounts(mountinfo: string, path: string): string | undefined {
  let found: { at: string; device: string } | undefined;
  for (const line of mountinfo.split('\n')) {
    const [, , device, , mounted] = line.split(' ');
    if (!device || !mounted) continue;
    const at = mounted.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
    const contains = at === '/' || path === at || path.startsWith(`${at}/`);
    // A later mount on the same path hides the earlier one.
    if (contains && at.length >= (found?.at.length ?? 0)) found = { at, device };
  }
  const [major, minor] = found?.device.split(':') ?? [];
  return major === undefined || minor === undefined ? undefined : printed(BigInt(major), BigInt(minor));
}
