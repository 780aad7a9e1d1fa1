import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** Where a process runs: a pid has a meaning only in one pid namespace of one boot of one machine. */
export const placeSchema = z.object({
  bootId: z.string().min(1).max(64),
  /** Derived from machine-id(5), which is confidential; left out on a system without one. */
  machineId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  /** For messages: where to run `recover`. */
  host: z.string().min(1).max(255).optional(),
  /** Inode of the pid namespace, as /proc/PID/ns/pid names it. */
  pidNs: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
});
export type Place = z.infer<typeof placeSchema>;

/** The first pid namespace of every kernel: PROC_PID_INIT_INO in linux/proc_ns.h. All processes are seen from there. */
const FIRST_PID_NS = String(0xeffffffc);
const MACHINE_ID_FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

let own: Place | undefined;

/** The place of this process, which stays the same for as long as it runs. */
export function ownPlace(): Place {
  own ??= { bootId: bootId(), machineId: machineId(), host: hostname(), pidNs: pidNsOf('self') };
  return own;
}

/** One short word for the pid namespace and boot of this process, for file names that hold a pid. */
export function placeKey(): string {
  const { bootId: boot, pidNs = '' } = ownPlace();
  return createHash('sha256').update(`${boot} ${pidNs}`).digest('hex').slice(0, 8);
}

/** As sd_id128_get_machine_app_specific(3) asks: a keyed hash, since the id itself is not to leave the machine. */
function machineId(): string | undefined {
  for (const file of MACHINE_ID_FILES) {
    const id = textOf(file).trim();
    if (/^[0-9a-f]{32}$/.test(id))
      return createHmac('sha256', id).update('containers-trace').digest('hex').slice(0, 32);
  }
  return undefined;
}

/**
 * Whether processes of a place can be seen from here. `before`: the place is an earlier boot of this machine, nothing of it
 * runs. `elsewhere`: another machine, or a pid namespace that cannot be looked into.
 */
export function relationTo(place: Place, here = ownPlace()): 'here' | 'before' | 'elsewhere' {
  if (place.bootId !== here.bootId) return isSameMachine(place, here) ? 'before' : 'elsewhere';
  if (place.pidNs === here.pidNs) return 'here';
  if (here.pidNs !== FIRST_PID_NS) return 'elsewhere';
  // A place of an earlier version names no namespace: it was taken for this one.
  if (place.pidNs === undefined) return 'here';
  return isEmptyNamespace(place.pidNs) ? 'before' : 'elsewhere';
}

/** By the machine's id, else by its name. A place of an earlier version names neither and is taken for this machine. */
function isSameMachine(place: Place, here: Place): boolean {
  if (place.machineId !== undefined && here.machineId !== undefined) return place.machineId === here.machineId;
  return place.host === undefined || place.host === here.host;
}

/** Whether no process is in a pid namespace below the first one. One that cannot be looked at may be in it. */
function isEmptyNamespace(pidNs: string): boolean {
  const nested = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isNested(name));
  return nested.every((name) => {
    const inode = pidNsOf(name);
    return inode === undefined ? !isNested(name) : inode !== pidNs;
  });
}

/** NSpid of proc_pid_status(5), which everybody may read: one number for each pid namespace that the process is in. */
function isNested(pid: string): boolean {
  const status = textOf(`/proc/${pid}/status`);
  return /^NSpid:\s+\d+\s+\d/m.test(status) && !/^State:\s+[ZX]/m.test(status);
}

function pidNsOf(pid: string): string | undefined {
  try {
    return /^pid:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/ns/pid`))?.[1];
  } catch {
    return undefined; // it has ended, or it is another user's
  }
}

/** Where `recover` can judge a process of that place. */
export function nameOfPlace(place: Place, here = ownPlace()): string {
  if (place.bootId === here.bootId) return `another pid namespace (a container or sandbox) of the machine ${here.host}`;
  return `another machine, ${place.host ?? 'of unknown name'}`;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
