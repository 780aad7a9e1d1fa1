import type { PresetDefinition } from '../preset';
import { PROGRAM_THREADS } from '../tracer-thread';

/**
 * Heap use over time: every malloc, calloc, realloc and free of any dynamically linked program. Without the allocations of LTTng's
 * own threads, which are most of the events of a program that forks often: 7680 of 9500 for five children of perl.
 */
export const memory: PresetDefinition = {
  title: 'Memory',
  shows: 'each malloc and free, in any dynamically linked program',
  events: [
    { pattern: 'lttng_ust_libc:*', filter: PROGRAM_THREADS },
    { pattern: 'lttng_ust_statedump:*' },
    { pattern: 'lttng_ust_lib:*' },
  ],
  contexts: ['ip'],
  preloads: ['libc', 'fork', 'fd'],
};
