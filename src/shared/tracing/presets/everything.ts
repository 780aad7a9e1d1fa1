import type { PresetDefinition } from '../preset';

/** Every tracepoint of the program and of the preload libraries. Has the highest overhead. */
export const everything: PresetDefinition = {
  title: 'Everything',
  shows: 'every userspace event: functions, memory, locks and your own',
  events: [{ pattern: '*' }],
  contexts: ['ip'],
  preloads: ['cyg-profile', 'fork', 'libc', 'pthread', 'dl', 'fd'],
};
