import { KIB, MIB } from '../model/units';

/**
 * Memory that one channel's buffers take in the kernel, bytes: on each processor a ring of sub-buffers
 * (lttng-enable-channel(1)).
 */
export const bufferMemory = (count: number, sizeKiB: number, cpus: number): number => count * sizeKiB * KIB * cpus;

/**
 * Shared memory that the buffers of userspace take, bytes: the consumer daemon creates them in this machine's /dev/shm, for
 * each user id that is traced (per-user buffering), with one sub-buffer more for the reader (measured with LTTng 2.13: 8 × 1
 * MiB on 2 processors took 18.1 MiB).
 * @param cpus possible processors, which can be more than are online
 */
export const sharedBufferMemory = (
  { count, sizeKiB }: { count: number; sizeKiB: number },
  cpus: number,
  userIds = 1,
): number => bufferMemory(count + 1, sizeKiB, cpus) * userIds;

/** How long a program waits for the session daemon at its start, without a variable that says otherwise (lttng-ust(3)). */
const USUAL_REGISTER_TIMEOUT_MS = 3_000;
const LONGEST_REGISTER_TIMEOUT_MS = 120_000;
/** Up to here the usual time is enough, even on a busy machine. */
const QUICKLY_CREATED = 64 * MIB;
/** The buffers are filled with zeros before a program may start: half of what was measured on a machine with four times too much work. */
const BYTES_PER_MS = (20 * MIB) / 1_000;

/**
 * The LTTNG_UST_REGISTER_TIMEOUT that buffers of this size need, milliseconds; undefined: the usual time is enough. A
 * program whose time has run out starts untraced, without a word.
 */
export function registerTimeoutFor(bytes: number): number | undefined {
  if (bytes <= QUICKLY_CREATED) return undefined;
  return Math.min(LONGEST_REGISTER_TIMEOUT_MS, USUAL_REGISTER_TIMEOUT_MS + Math.ceil(bytes / BYTES_PER_MS));
}
