import { OWNER_ENV } from '@shared/model/labels';
import { identityKey, ownIdentity } from './identity';

/** Options for every child process. Only this folder starts processes, with argument arrays and never with a shell string. */

/**
 * Starts the child in a new session. Ctrl+C goes to the terminal's whole foreground process group and would terminate a
 * session daemon or a reader while the app still shuts down.
 */
export const DETACHED = { detached: true } as const;

/** Environment variable that names the owner of a child, so that the watchdog finds it after the app was killed. */
export const mark = (): Record<string, string> => ({ [OWNER_ENV]: identityKey(ownIdentity()) });
