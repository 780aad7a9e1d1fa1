import { existsSync } from 'node:fs';
import { AppError } from '@shared/model/app-error';
import { identityOf, type ProcessIdentity } from '../process/identity';
import { startDetachedOnPipe } from '../process/on-pipe';
import { waitForEnd } from './wait-for-end';
import { GOODBYE, type WatchdogOrders } from './watchdog-orders';

export interface Watchdog {
  readonly identity: ProcessIdentity;
  /** Ends the watchdog, because this process ends regularly. */
  dismiss(): void;
}

const REBUILD = 'Run `npm run build` in a checkout, or install the package again. Then try again.';

/**
 * Starts the process that cleans up if this process is killed. Returns without waiting for it: the pipe already exists.
 * While this process is running, the watchdog is a shell on that pipe. It executes the cleanup program only afterwards.
 * @param script the built watchdog-main; executed by the current runtime, by Electron as plain Node
 * @throws AppError `bug` when the watchdog cannot be started: without it nothing may be recorded
 */
export function startWatchdog(script: string, orders: WatchdogOrders): Watchdog {
  // Without the script the shell would start, but could not clean up later.
  if (!existsSync(script))
    throw new AppError('bug', `The watchdog ${script} does not exist.`, {
      hint: REBUILD,
    });
  const child = startDetachedOnPipe(...waitForEnd(process.execPath, [script, JSON.stringify(orders)]));
  const identity = identityOf(child.pid);
  if (!identity) throw new AppError('bug', 'The watchdog did not start.', { hint: REBUILD });
  return {
    identity,
    dismiss: () => {
      child.send(GOODBYE);
      child.release();
    },
  };
}
