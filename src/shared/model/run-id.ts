import { z } from 'zod';

/** The source of the one regular expression for a run's id, for names that contain an id. */
export const RUN_ID_SOURCE = '\\d{8}-\\d{6}-[0-9a-f]{6}';

/** The id of a run and of the trace that it becomes: local time, then six hex digits. Safe as file, session and container name. */
export const runIdSchema = z
  .string()
  .regex(new RegExp(`^${RUN_ID_SOURCE}$`), 'an id looks like 20260131-235959-0a1b2c');

/**
 * @param now the time of the request
 * @param random 24 random bits, so that two runs in the same second get different ids
 */
export function makeRunId(now: Date, random: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `${day}-${time}-${(random & 0xffffff).toString(16).padStart(6, '0')}`;
}
