import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A process, safely: a pid alone is reused; with its start time and the boot it names one process for ever. */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  /** Clock ticks after boot, field 22 of /proc/PID/stat. */
  startTime: z.string(),
  bootId: z.string(),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

interface Stat {
  state: string;
  startTime: string;
}

function readStat(pid: number): Stat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces and parentheses: count fields after the last one (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startTime: fields[19] ?? '' };
  } catch {
    return undefined; // no such process
  }
}

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

/** Undefined when there is no such process. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  return stat && { pid, startTime: stat.startTime, bootId: bootId() };
}

/** Whether exactly this process still runs; a zombie does not. */
export function isRunning(identity: ProcessIdentity): boolean {
  const stat = readStat(identity.pid);
  return (
    stat !== undefined &&
    stat.state !== 'Z' &&
    stat.state !== 'X' &&
    stat.startTime === identity.startTime &&
    bootId() === identity.bootId
  );
}

/** One word for a process, for labels, environment and journal. */
export const identityKey = (identity: ProcessIdentity): string =>
  `${identity.bootId}:${identity.pid}:${identity.startTime}`;

/** This process. */
export function ownIdentity(): ProcessIdentity {
  const identity = identityOf(process.pid);
  if (!identity) throw new Error('/proc is not mounted');
  return identity;
}
