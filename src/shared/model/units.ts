/** Bytes. Sizes are shown in these units; decimal units are used nowhere. */
export const KIB = 1024;
export const MIB = 1024 * KIB;
export const GIB = 1024 * MIB;

/** Milliseconds. */
export const DAY_MS = 24 * 3_600_000;
