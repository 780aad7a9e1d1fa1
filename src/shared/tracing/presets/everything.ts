import type { PresetDefinition } from '../preset';

/** Every tracepoint that the program and the preload libraries offer: complete, and the costliest. */
export const everything: PresetDefinition = {
  title: 'Everything',
  shows: 'every userspace event: functions, memory, locks and your own',
  events: [{ pattern: '*' }],
  contexts: ['ip'],
  preloads: ['cyg-profile', 'fork', 'libc', 'pthread', 'dl', 'fd'],
};
