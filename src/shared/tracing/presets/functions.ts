import type { PresetDefinition } from '../preset';

/** Call stacks: entries and exits of instrumented functions, and the load addresses of libraries, which symbol lookup needs. */
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
