import { OWNER_ENV } from '@shared/model/labels';
import { identityKey, ownIdentity } from './identity';

/** Of each process that this folder starts, and no other does: argument arrays, never a shell string (lint: one-folder-starts-processes). */

/**
 * Ctrl+C goes to the terminal's whole foreground group: a session daemon, or a reader half through a trace, would end with
 * it while we stop in good order. So each child has a session of its own, and hears from us alone.
 */
export const DETACHED = { detached: true } as const;

/** On every process that we start: whose it is, so that the watchdog finds what is still under way when we were killed. */
export const mark = (): Record<string, string> => ({ [OWNER_ENV]: identityKey(ownIdentity()) });
