import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ownPlace, placeSchema, relationTo } from './place';

/** PID_MAX_LIMIT of linux/threads.h. */
const LARGEST_PID = 4_194_304;

/**
 * Identifies a process uniquely by pid, start time and place, since pids are reused. Identities written by version 0.1 have
 * only the boot id of the place.
 */
export const processIdentitySchema = placeSchema.extend({
  pid: z.number().int().positive().max(LARGEST_PID),
  /** Clock ticks after boot, field 22 of /proc/PID/stat. */
  startTime: z.string().regex(/^\d{1,20}$/),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/** `elsewhere`: on another machine or in another pid namespace, so its state is unknown. */
export type ProcessState = 'running' | 'gone' | 'elsewhere';

interface Stat {
  state: string;
  startTime: string;
}

function readStat(pid: number): Stat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may contain spaces and parentheses, so count the fields after the last one (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startTime: fields[19] ?? '' };
  } catch {
    return undefined; // no such process
  }
}

/** @returns undefined when there is no such process */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  return stat && { pid, startTime: stat.startTime, ...ownPlace() };
}

/** Whether exactly this process is running and visible from here; false for a zombie. */
export const isRunning = (identity: ProcessIdentity): boolean => stateOf(identity) === 'running';

/** Whether exactly this process has certainly ended; false if its state is unknown. */
export const isGone = (identity: ProcessIdentity): boolean => stateOf(identity) === 'gone';

export function stateOf(identity: ProcessIdentity): ProcessState {
  const here = ownPlace();
  const isOfThisBoot = identity.bootId === here.bootId;
  const isSeen = isOfThisBoot && (identity.pidNs === undefined || identity.pidNs === here.pidNs);
  if (isSeen && isAlive(identity)) return 'running';
  const relation = relationTo(identity, here);
  return relation === 'elsewhere' ? 'elsewhere' : 'gone';
}

function isAlive({ pid, startTime }: ProcessIdentity): boolean {
  const stat = readStat(pid);
  return stat !== undefined && !['Z', 'X'].includes(stat.state) && stat.startTime === startTime;
}

/** A process as one string, for labels, environment variables and journals. */
export const identityKey = (identity: ProcessIdentity): string =>
  `${identity.bootId}:${identity.pid}:${identity.startTime}`;

/** This process. */
export function ownIdentity(): ProcessIdentity {
  const identity = identityOf(process.pid);
  if (!identity) throw new Error('/proc is not mounted');
  return identity;
}
