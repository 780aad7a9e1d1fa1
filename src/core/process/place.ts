import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { textIn } from '../files/optional-files';

/** Where a process runs. A pid is only meaningful in one pid namespace, one boot and one machine. */
export const placeSchema = z.object({
  bootId: z.string().min(1).max(64),
  /** Derived from machine-id(5), which is confidential; omitted on a system without one. */
  machineId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  /** Host name, for messages about where to run `recover`. */
  host: z.string().min(1).max(255).optional(),
  /** Inode of the pid namespace, as in /proc/PID/ns/pid. */
  pidNs: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
});
export type Place = z.infer<typeof placeSchema>;

/** The initial pid namespace: PROC_PID_INIT_INO in linux/proc_ns.h. All processes are visible from there. */
const FIRST_PID_NS = String(0xeffffffc);
const MACHINE_ID_FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

let own: Place | undefined;

/** The place of this process; constant during its lifetime. */
export function ownPlace(): Place {
  own ??= { bootId: bootId(), machineId: machineId(), host: hostname(), pidNs: pidNsOf('self') };
  return own;
}

/** A short hash of this process's boot and pid namespace, for file names that contain a pid. */
export function placeKey(): string {
  const { bootId: boot, pidNs = '' } = ownPlace();
  return createHash('sha256').update(`${boot} ${pidNs}`).digest('hex').slice(0, 8);
}

/** A keyed hash of the machine id, which must not leave the machine: see sd_id128_get_machine_app_specific(3). */
function machineId(): string | undefined {
  for (const file of MACHINE_ID_FILES) {
    const id = textIn(file).trim();
    if (/^[0-9a-f]{32}$/.test(id))
      return createHmac('sha256', id).update('containers-trace').digest('hex').slice(0, 32);
  }
  return undefined;
}

/**
 * Whether processes of a place are visible from here. `before`: an earlier boot of this machine or an empty namespace, so no
 * process of the place is running. `elsewhere`: another machine, or a pid namespace that is not visible.
 */
export function relationTo(place: Place, here = ownPlace()): 'here' | 'before' | 'elsewhere' {
  if (place.bootId !== here.bootId) return isSameMachine(place, here) ? 'before' : 'elsewhere';
  if (place.pidNs === here.pidNs) return 'here';
  if (here.pidNs !== FIRST_PID_NS) return 'elsewhere';
  // Version 0.1 stored no namespace; assume this one.
  if (place.pidNs === undefined) return 'here';
  return isEmptyNamespace(place.pidNs) ? 'before' : 'elsewhere';
}

/** Compares the machine id, or else the host name. Version 0.1 stored neither; assume this machine. */
function isSameMachine(place: Place, here: Place): boolean {
  if (place.machineId !== undefined && here.machineId !== undefined) return place.machineId === here.machineId;
  return place.host === undefined || place.host === here.host;
}

/** Whether a nested pid namespace contains no process. A process that cannot be inspected counts as possibly inside. */
function isEmptyNamespace(pidNs: string): boolean {
  const nested = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isNested(name));
  return nested.every((name) => {
    const inode = pidNsOf(name);
    return inode === undefined ? !isNested(name) : inode !== pidNs;
  });
}

/** Reads NSpid of proc_pid_status(5), which any user can read: one number for each pid namespace of the process. */
function isNested(pid: string): boolean {
  const status = textIn(`/proc/${pid}/status`);
  return /^NSpid:\s+\d+\s+\d/m.test(status) && !/^State:\s+[ZX]/m.test(status);
}

function pidNsOf(pid: string): string | undefined {
  try {
    return /^pid:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/ns/pid`))?.[1];
  } catch {
    return undefined; // ended, or another user's process
  }
}

/** Where a process runs that cannot be checked from here, in few words: `recording on HOST`. */
export const recordedOn = (place: Place, here = ownPlace()): string =>
  place.bootId === here.bootId ? `${here.host}, in another pid namespace` : (place.host ?? 'another machine');

/** Name of the place where `recover` can check the process, for messages. */
export function nameOfPlace(place: Place, here = ownPlace()): string {
  if (place.bootId === here.bootId) return `another pid namespace (a container or sandbox) on the machine ${here.host}`;
  return `another machine (${place.host ?? 'unknown name'})`;
}
