import { z } from 'zod';

/** LTTng's preload libraries. Most record events of programs that have no tracepoints. */
const IDS = ['cyg-profile', 'cyg-profile-fast', 'fork', 'libc', 'pthread', 'dl', 'fd'] as const;
export const preloadIdSchema = z.enum(IDS, `a preload library is one of: ${IDS.join(', ')}`);
export type PreloadId = z.infer<typeof preloadIdSchema>;
export const PRELOAD_IDS = preloadIdSchema.options;

export interface Preload {
  id: PreloadId;
  title: string;
  /** One line that continues "shows you…" or, for a library without events, describes its use. */
  shows: string;
  /** Prefix of the file names in an image. `.so`, `.so.0` or `.so.1` follows, depending on version and package. */
  stem: string;
}

/** File names as in lttng-ust(3). Only two of them have the suffix `-wrapper`. */
export const PRELOADS: Readonly<Record<PreloadId, Preload>> = {
  'cyg-profile': {
    id: 'cyg-profile',
    title: 'Function calls',
    shows: 'every entry and exit of functions built with -finstrument-functions, with the call site',
    stem: 'liblttng-ust-cyg-profile',
  },
  'cyg-profile-fast': {
    id: 'cyg-profile-fast',
    title: 'Function calls, less data',
    shows: 'the same without the call site and with the address on entry only; not together with the full one',
    stem: 'liblttng-ust-cyg-profile-fast',
  },
  fork: {
    id: 'fork',
    title: 'Child processes',
    shows: 'events of processes that fork without exec; without it they are lost',
    stem: 'liblttng-ust-fork',
  },
  libc: {
    id: 'libc',
    title: 'Memory',
    shows: 'malloc, calloc, realloc, free and their sizes, in any dynamically linked program',
    stem: 'liblttng-ust-libc-wrapper',
  },
  pthread: {
    id: 'pthread',
    title: 'Locks',
    shows: 'waiting for, taking and releasing of pthread mutexes',
    stem: 'liblttng-ust-pthread-wrapper',
  },
  dl: {
    id: 'dl',
    title: 'Loaded libraries',
    shows: 'dlopen and dlclose, which are needed to name functions of libraries that are loaded late',
    stem: 'liblttng-ust-dl',
  },
  fd: {
    id: 'fd',
    title: 'Closed descriptors',
    shows:
      "no events; keeps programs that close every file descriptor (daemons) from closing the tracer's, which would crash them",
    stem: 'liblttng-ust-fd',
  },
};

/** The libraries of a group define the same functions. If two are loaded, only the functions of the first are called. */
const EXCLUSIVE: readonly (readonly PreloadId[])[] = [['cyg-profile', 'cyg-profile-fast']];

/** The first group of these libraries that cannot be loaded together; empty if there is none. */
export function clashingPreloads(preloads: readonly PreloadId[]): PreloadId[] {
  const clashes = EXCLUSIVE.map((group) => group.filter((id) => preloads.includes(id)));
  return clashes.find(({ length }) => length > 1) ?? [];
}

/** Switches one library on or off. Switches off libraries that cannot be loaded together with it. */
export function withPreload(preloads: readonly PreloadId[], id: PreloadId, on: boolean): PreloadId[] {
  const rest = preloads.filter((one) => one !== id && !(on && clashingPreloads([one, id]).length > 0));
  return on ? [...rest, id] : rest;
}
