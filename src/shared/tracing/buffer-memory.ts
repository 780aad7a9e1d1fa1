const KIB = 1024;

/**
 * Shared memory that one channel's buffers take, bytes: on each processor a ring of sub-buffers, for each user id that is
 * traced (lttng-enable-channel(1), per-user buffering).
 */
export const bufferMemory = (count: number, sizeKiB: number, cpus: number, userIds = 1): number =>
  count * sizeKiB * KIB * cpus * userIds;
