import { KIB, MIB } from '../model/units';

/**
 * Memory of one channel's buffers in the kernel, bytes. Each processor has a ring of sub-buffers (lttng-enable-channel(1)).
 */
export const bufferMemory = (count: number, sizeKiB: number, cpus: number): number => count * sizeKiB * KIB * cpus;

/**
 * Shared memory of the userspace buffers, bytes. The consumer daemon creates them in this machine's /dev/shm for each traced
 * user id (per-user buffering), with one additional sub-buffer for the reader (measured with LTTng 2.13: 8 × 1 MiB on 2
 * processors took 18.1 MiB).
 * @param cpus possible processors, which can be more than are online
 */
export const sharedBufferMemory = (
  { count, sizeKiB }: { count: number; sizeKiB: number },
  cpus: number,
  userIds = 1,
): number => bufferMemory(count + 1, sizeKiB, cpus) * userIds;

/** How long a program waits for the session daemon when it starts, by default (lttng-ust(3)). */
const USUAL_REGISTER_TIMEOUT_MS = 3_000;
const LONGEST_REGISTER_TIMEOUT_MS = 120_000;
/** Up to this size the default is enough, even on a busy machine. */
const QUICKLY_CREATED = 64 * MIB;
/** The buffers are filled with zeros before a program may start. Half of the rate measured on a machine with fourfold load. */
const BYTES_PER_MS = (20 * MIB) / 1_000;

/**
 * The LTTNG_UST_REGISTER_TIMEOUT for buffers of this size, milliseconds; undefined: the default is enough. After the timeout a
 * program starts untraced, without a message.
 */
export function registerTimeoutFor(bytes: number): number | undefined {
  if (bytes <= QUICKLY_CREATED) return undefined;
  return Math.min(LONGEST_REGISTER_TIMEOUT_MS, USUAL_REGISTER_TIMEOUT_MS + Math.ceil(bytes / BYTES_PER_MS));
}
