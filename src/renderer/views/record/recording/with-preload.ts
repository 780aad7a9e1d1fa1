import type { PreloadId } from '@shared/tracing/preloads';

/** Both define the same two functions: with both loaded only the first would be called. */
const EITHER: readonly PreloadId[] = ['cyg-profile', 'cyg-profile-fast'];

/** Switches one library on or off; of the two for function calls one at most is on. */
export function withPreload(preloads: readonly PreloadId[], id: PreloadId, on: boolean): PreloadId[] {
  const rest = preloads.filter((one) => one !== id && !(on && EITHER.includes(id) && EITHER.includes(one)));
  return on ? [...rest, id] : rest;
}
