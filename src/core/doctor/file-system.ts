import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface Space {
  freeBytes: number;
  totalBytes: number;
  /** A kind that deserves a warning: files that do not survive a restart, or a network. Null for a plain disk. */
  kind: { name: string; lasts: boolean } | null;
}

/** Keys are f_type of statfs(2), from linux/magic.h. */
const KINDS: Record<number, { name: string; lasts: boolean }> = {
  [0x01021994]: { name: 'memory (tmpfs)', lasts: false },
  [0x858458f6]: { name: 'memory (ramfs)', lasts: false },
  [0x6969]: { name: 'a network file system (NFS)', lasts: true },
  [0xff534d42]: { name: 'a network file system (CIFS)', lasts: true },
  [0xfe534d42]: { name: 'a network file system (SMB)', lasts: true },
  [0x00c36400]: { name: 'a network file system (Ceph)', lasts: true },
  [0x01021997]: { name: 'a shared folder of a virtual machine (9p)', lasts: true },
  [0x65735546]: { name: 'a file system in userspace (FUSE)', lasts: true },
};

/** The space of the file system that contains a folder, or would contain it: of the nearest existing parent. @throws the system's error */
export async function spaceAt(path: string): Promise<Space> {
  const facts = await statfs(nearestAbove(path));
  return {
    freeBytes: facts.bavail * facts.bsize,
    totalBytes: facts.blocks * facts.bsize,
    // Node gives the 32 bits as a signed number on some machines.
    kind: KINDS[facts.type >>> 0] ?? null,
  };
}

export const nearestAbove = (path: string): string =>
  existsSync(path) || dirname(path) === path ? path : nearestAbove(dirname(path));

export const gib = (bytes: number): string => `${(bytes / 1_073_741_824).toFixed(1)} GiB`;
