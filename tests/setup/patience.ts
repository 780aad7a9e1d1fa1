/**
 * How many times longer than on a quiet machine something may take. A test's limit only ends what hangs, so it costs nothing to
 * be generous: machines that share their processors with others took three times as long for the same tests.
 */
const BUSY_FACTOR = 4;

/**
 * @param quietMs how long the slowest quiet machine may take, in milliseconds
 * @returns how long a test waits for it
 */
export const patientMs = (quietMs: number): number => quietMs * BUSY_FACTOR;
