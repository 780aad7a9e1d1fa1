import type { PresetDefinition } from '../preset';

/** Heap use over time: every malloc, calloc, realloc and free of any dynamically linked program. */
export const memory: PresetDefinition = {
  title: 'Memory',
  shows: 'each malloc and free, in any dynamically linked program',
  events: [{ pattern: 'lttng_ust_libc:*' }, { pattern: 'lttng_ust_statedump:*' }, { pattern: 'lttng_ust_lib:*' }],
  contexts: ['ip'],
  preloads: ['libc', 'fork', 'fd'],
};
