import type { CoreOptions } from '../core-options';

/** The options of the core as plain data, for a process that reads a trace. */
export type TraceViewOptions = Pick<
  CoreOptions,
  'libraryDir' | 'cacheDir' | 'workspacesDir' | 'runtimeBase' | 'appRoot' | 'appVersion' | 'watchdogScript'
> & { imageDirs: readonly string[] };
