import type { PresetDefinition } from '../preset';

/** Call stacks: entries and exits of instrumented functions, and what is needed to name them (library load addresses). */
export const functions: PresetDefinition = {
  title: 'Function calls',
  shows: 'each call and return of functions built with -finstrument-functions',
  events: [
    { pattern: 'lttng_ust_cyg_profile*:*' },
    { pattern: 'lttng_ust_statedump:*' },
    { pattern: 'lttng_ust_lib:*' },
    { pattern: 'lttng_ust_dl:*' },
  ],
  contexts: ['ip'],
  preloads: ['cyg-profile', 'fork', 'fd'],
};
