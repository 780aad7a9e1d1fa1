const SEED = process.env['CONTAINERS_TRACE_FUZZ_SEED'];

/** For `fc.assert`: the seed of `fuzz --seed`, else a random one. */
export const FUZZ_SEED = SEED ? { seed: Number(SEED) } : {};
