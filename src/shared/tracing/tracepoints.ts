import type { PreloadId } from './preloads';

/** A tracepoint provider of LTTng-UST. */
export interface Provider {
  name: string;
  /** The preload library with this provider; null: liblttng-ust, which every traced program has. */
  preload: PreloadId | null;
  events: readonly string[];
}

/**
 * Providers and event names from lttng-ust(3), lttng-ust-cyg-profile(3) and lttng-ust-dl(3), checked against the sections
 * `lttng_ust_tracepoints_strings` of the libraries of LTTng 2.13. tracelog has one event for each log level, so only a pattern
 * for all of them is useful.
 */
export const PROVIDERS: readonly Provider[] = [
  { name: 'lttng_ust_cyg_profile', preload: 'cyg-profile', events: ['func_entry', 'func_exit'] },
  { name: 'lttng_ust_cyg_profile_fast', preload: 'cyg-profile-fast', events: ['func_entry', 'func_exit'] },
  {
    name: 'lttng_ust_libc',
    preload: 'libc',
    events: ['malloc', 'calloc', 'realloc', 'free', 'memalign', 'posix_memalign'],
  },
  {
    name: 'lttng_ust_pthread',
    preload: 'pthread',
    events: ['pthread_mutex_lock_req', 'pthread_mutex_lock_acq', 'pthread_mutex_trylock', 'pthread_mutex_unlock'],
  },
  { name: 'lttng_ust_dl', preload: 'dl', events: ['dlopen', 'dlmopen', 'build_id', 'debug_link', 'dlclose'] },
  { name: 'lttng_ust_lib', preload: null, events: ['load', 'unload', 'build_id', 'debug_link'] },
  {
    name: 'lttng_ust_statedump',
    preload: null,
    events: ['start', 'bin_info', 'build_id', 'debug_link', 'procname', 'end'],
  },
  { name: 'lttng_ust_tracef', preload: null, events: ['event'] },
  { name: 'lttng_ust_tracelog', preload: null, events: [] },
];
