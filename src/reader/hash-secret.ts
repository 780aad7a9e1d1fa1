const oddFactor = (): number => Math.floor(Math.random() * 2 ** 32) | 1;

/**
 * Odd factors of hashes, other ones in each process: keys come from traces, which could else be made so that all keys collide. No
 * result depends on them.
 */
export const HASH_FACTOR = oddFactor();
export const SECOND_HASH_FACTOR = oddFactor();
