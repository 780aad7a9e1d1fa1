import type { Channel, EventName } from '@shared/ipc/contract';

/**
 * The contract's names without its schemas: a sandboxed preload script runs before the first paint, and main checks
 * every argument anyway. The compiler refuses a name too many here, and `Complete` one too few.
 */
export const CHANNELS = [
  'app:info',
  'doctor:run',
  'doctor:further',
  'doctor:mend',
  'doctor:report',
  'helper:state',
  'helper:end',
  'images:list',
  'images:look',
  'images:recipes',
  'images:build',
  'images:cancel-build',
  'images:builds',
  'kernel:offers',
  'run:plan',
  'run:record',
  'run:demo',
  'run:again',
  'run:stop',
  'run:snapshot',
  'run:cancel',
  'run:events',
  'traces:list',
  'traces:all',
  'traces:first',
  'traces:show',
  'traces:rename',
  'traces:annotate',
  'traces:delete',
  'traces:restore',
  'traces:trash',
  'traces:purge',
  'traces:space',
  'traces:show-folder',
  'traces:path',
  'traces:output',
  'traces:commands',
  'traces:config',
  'transfers:list',
  'transfers:cancel',
  'transfers:show',
  'transfers:forget',
  'settings:read',
  'settings:change',
  'settings:places',
  'settings:cache-size',
  'settings:choose-folder',
  'settings:choose-viewer',
  'settings:restore-path',
  'settings:show-library',
  'setups:last',
  'setups:keep',
  'setups:list',
  'setups:save',
  'setups:delete',
  'setups:rename',
] as const satisfies readonly Channel[];

export const EVENT_NAMES = [
  'run-event',
  'doctor-check',
  'image-build',
  'helper-state',
  'library-changed',
  'transfer',
  'show-run',
] as const satisfies readonly EventName[];

type Complete<All, Listed> = [Exclude<All, Listed>] extends [never] ? true : never;
true satisfies Complete<Channel, (typeof CHANNELS)[number]>;
true satisfies Complete<EventName, (typeof EVENT_NAMES)[number]>;
