import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Eclipse holds it by fcntl(2) as long as it has the workspace open; the file stays when it is closed. */
const LOCK_FILE = '.metadata/.lock';

/**
 * Whether a viewer has a workspace open, whoever started it. The kernel's list says it (proc(5), /proc/locks): trying the
 * lock ourselves would need fcntl(2), which Node has not, and could keep a viewer that starts at this moment from getting it.
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
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false; // nobody ever opened it
    throw error;
  }
}

interface HeldFile {
  /** `fe:00`, as the kernel prints it. */
  device: string;
  inode: bigint;
}

/** `1: POSIX  ADVISORY  WRITE 6093 fe:00:2148061 0 EOF`; with `->` in front it only waits. */
const HELD = /^\d+: (?:POSIX|OFDLCK)\s+\S+\s+WRITE\s+-?\d+ ([0-9a-f]+:[0-9a-f]+):(\d+) /gm;

export function heldFiles(locks: string): HeldFile[] {
  return [...locks.matchAll(HELD)].map(([, device = '', inode = '0']) => ({ device, inode: BigInt(inode) }));
}

/** As glibc takes a device apart (makedev(3)), and as /proc/locks prints it. */
function deviceOf(dev: bigint): string {
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & ~0xfffn);
  const minor = (dev & 0xffn) | ((dev >> 12n) & ~0xffn);
  return printed(major, minor);
}

const printed = (major: bigint, minor: bigint): string =>
  `${major.toString(16).padStart(2, '0')}:${minor.toString(16).padStart(2, '0')}`;

/**
 * The device of the file system as mountinfo has it: on btrfs each subvolume's files have a device of their own, while locks
 * are printed with the file system's (proc(5), mountinfo field 3).
 */
function mountedDevice(path: string): string | undefined {
  return deviceInMounts(readFileSync('/proc/self/mountinfo', 'utf8'), path);
}

/** @returns the device of the mount that a path is on, as /proc/locks would print it */
export function deviceInMounts(mountinfo: string, path: string): string | undefined {
  let found: { at: string; device: string } | undefined;
  for (const line of mountinfo.split('\n')) {
    const [, , device, , mounted] = line.split(' ');
    if (!device || !mounted) continue;
    const at = mounted.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
    const holds = at === '/' || path === at || path.startsWith(`${at}/`);
    // Of two mounts on one place the later one counts.
    if (holds && at.length >= (found?.at.length ?? 0)) found = { at, device };
  }
  const [major, minor] = found?.device.split(':') ?? [];
  return major === undefined || minor === undefined ? undefined : printed(BigInt(major), BigInt(minor));
}
