/** Units of bytes. Sizes are always shown in these binary units. */
export const KIB = 1024;
export const MIB = 1024 * KIB;
export const GIB = 1024 * MIB;

/** Milliseconds. */
export const DAY_MS = 24 * 3_600_000;
